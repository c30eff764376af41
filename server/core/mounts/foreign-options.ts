/**
 * Options that certainly fail the mount of a filesystem other than btrfs. Named mistakes only: what other filesystems take is
 * theirs to say, so a name that is not here is let pass.
 * Measured with real mounts on Linux 6.18: ext4 and tmpfs, and xfs as far as the kernel reads options before the disk. ext2 and
 * ext3 are mounted by the same code. vfat, exfat and f2fs: their tables of options in the kernel.
 */
import type { MountOption } from "./mount-option.ts";
import { VOCABULARY } from "./vocabulary.ts";

export type ForeignOption =
  /** btrfs alone has it. */
  | { readonly kind: "of-btrfs" }
  /** FAT alone has it: the filesystem keeps owners and modes itself. */
  | { readonly kind: "of-fat" }
  /** `discard` takes no value here. */
  | { readonly kind: "discard-form" }
  /** There is no device behind it that could discard. */
  | { readonly kind: "no-discard" }
  /** Not a size as the kernel reads it; `better` says the same. */
  | { readonly kind: "size"; readonly better: string | undefined };

const EXT = ["ext2", "ext3", "ext4"];
const FAT = ["vfat", "exfat"];
const ON_DISK: ReadonlySet<string> = new Set([...EXT, ...FAT, "xfs", "f2fs"]);
const KEEPS_MODES: ReadonlySet<string> = new Set([...EXT, "xfs", "f2fs", "tmpfs"]);

/** Settings whose names no other of these filesystems has. `commit`, `acl`, `barrier`, `discard` and the like are shared. */
const BTRFS_SETTINGS: ReadonlySet<string> = new Set([
  ...["compress", "datacow", "datasum", "autodefrag", "ssd", "ssd_spread", "space_cache", "max_inline"],
  ...["metadata_ratio", "flushoncommit", "treelog", "thread_pool", "user_subvol_rm_allowed", "degraded"],
  ...["clear_cache", "skip_balance", "rescan_uuid_tree", "subvol", "subvolid"],
]);
const BTRFS_NAMES: ReadonlySet<string> = new Set(
  VOCABULARY.filter(({ setting }) => BTRFS_SETTINGS.has(setting)).flatMap(({ spellings }) =>
    spellings.map(({ name }) => name),
  ),
);
const FAT_NAMES: ReadonlySet<string> = new Set(["umask", "fmask", "dmask"]);

/** What is certainly wrong with an option on a filesystem of type `fsType`; undefined where nothing is known to be. */
export function judgeForeign(option: MountOption, fsType: string | undefined): ForeignOption | undefined {
  if (fsType === undefined || /[\s"]/.test(option.entry.value)) return undefined;
  const { name, value } = option;
  const isTmpfs = fsType === "tmpfs";
  if (!isTmpfs && !ON_DISK.has(fsType)) return undefined;
  if (BTRFS_NAMES.has(name)) return { kind: "of-btrfs" };
  if (FAT_NAMES.has(name) && KEEPS_MODES.has(fsType)) return { kind: "of-fat" };
  if (name === "discard" && isTmpfs) return { kind: "no-discard" };
  if (name === "discard" && value !== undefined) return { kind: "discard-form" };
  if (name === "size" && isTmpfs) return judgeSize(value ?? "");
  return undefined;
}

const SIZE = /^(0x[0-9a-f]+|[0-9]+)[kmgtpe]?%?$/i;
/** `2GB`, `2 GiB`, `1.5G`: a number and a unit that people write elsewhere. */
const USUAL_SIZE = /^(\d+)(?:\.(\d))? ?([kmgt])(?:i?b|i)?$/i;

function judgeSize(value: string): ForeignOption | undefined {
  if (SIZE.test(value)) return undefined;
  const [, whole, tenths, unit] = USUAL_SIZE.exec(value) ?? [];
  if (whole === undefined || unit === undefined) return { kind: "size", better: undefined };
  if (tenths === undefined) return { kind: "size", better: `size=${whole}${unit}` };
  // `1.5G` is `1536M`; where the next unit down does not come out even, nothing says quite the same.
  const smaller = { m: "K", g: "M", t: "G" }[unit.toLowerCase()];
  const amount = ((Number(whole) * 10 + Number(tenths)) * 1024) / 10;
  const exact = smaller !== undefined && Number.isInteger(amount);
  return { kind: "size", better: exact ? `size=${amount}${smaller}` : undefined };
}
