/**
 * What mkfs.btrfs understands, of all versions together: what one of them takes is never called a mistake. From its manual and
 * from the option table of btrfs-progs 6.19 (mkfs/main.c, common/fsfeatures.c, common/parse-utils.c), the older names from 6.2.
 * https://btrfs.readthedocs.io/en/latest/mkfs.btrfs.html
 */
export interface MkfsOption {
  readonly long: string;
  readonly short?: string;
  /** Takes a value. */
  readonly value: boolean;
  /** Only together with `--rootdir`, which disko has no use for. */
  readonly ofRootdir?: true;
  /** Refused by now: since when, and what to write. */
  readonly removed?: { readonly since: string; readonly instead: string | undefined };
}

export const MKFS_OPTIONS: readonly MkfsOption[] = [
  { long: "byte-count", short: "b", value: true },
  { long: "csum", value: true },
  { long: "checksum", value: true },
  { long: "data", short: "d", value: true },
  { long: "metadata", short: "m", value: true },
  { long: "mixed", short: "M", value: false },
  { long: "nodesize", short: "n", value: true },
  { long: "sectorsize", short: "s", value: true },
  { long: "label", short: "L", value: true },
  { long: "nodiscard", short: "K", value: false },
  { long: "rootdir", short: "r", value: true },
  { long: "compress", value: true, ofRootdir: true },
  { long: "subvol", short: "u", value: true, ofRootdir: true },
  { long: "inode-flags", value: true, ofRootdir: true },
  { long: "reflink", value: false, ofRootdir: true },
  { long: "shrink", value: false, ofRootdir: true },
  { long: "features", short: "O", value: true },
  { long: "runtime-features", short: "R", value: true },
  { long: "force", short: "f", value: false },
  { long: "quiet", short: "q", value: false },
  { long: "verbose", short: "v", value: false },
  { long: "uuid", short: "U", value: true },
  { long: "device-uuid", value: true },
  { long: "param", value: true },
  { long: "num-global-roots", value: true },
  { long: "version", short: "V", value: false },
  { long: "help", value: false },
  { long: "leafsize", short: "l", value: true, removed: { since: "6.0", instead: "--nodesize" } },
  { long: "alloc-start", short: "A", value: true, removed: { since: "5.7", instead: undefined } },
];

/** Profiles, and the number of devices below which mkfs.btrfs refuses them. */
export const LEAST_DEVICES: ReadonlyMap<string, number> = new Map([
  ["single", 1],
  ["dup", 1],
  ["raid0", 1],
  ["raid1", 2],
  ["raid1c3", 3],
  ["raid1c4", 4],
  ["raid10", 2],
  ["raid5", 2],
  ["raid6", 3],
]);

export const CHECKSUMS: readonly string[] = ["crc32c", "xxhash", "xxhash64", "sha256", "blake2", "blake2b"];

/** Those of `-O` and `-R`; a `^` before the name turns one off. */
export const FEATURES: readonly string[] = [
  "mixed-bg",
  "quota",
  "extref",
  "raid56",
  "skinny-metadata",
  "no-holes",
  "fst",
  "free-space-tree",
  "raid1c34",
  "zoned",
  "extent-tree-v2",
  "bgt",
  "block-group-tree",
  "rst",
  "raid-stripe-tree",
  "squota",
  "simple-quota",
  "verity",
  "remap-tree",
  "list-all",
];
