/** Options of btrfs for repair and debugging, and those that kernels have dropped. None belongs into a layout for long. */
import { BTRFS_MAN, flag, toggle, U32_MAX, U64_MAX } from "./building-blocks.ts";
import type { OptionDescription } from "./option-description.ts";

const V5_9 = { major: 5, minor: 9 };
const V5_11 = { major: 5, minor: 11 };
const V6_12 = { major: 6, minor: 12 };
/** The kernel whose new option table dropped what older ones read and ignored. */
const V6_8 = { major: 6, minor: 8 };
const PARAMETER_TABLE = "https://git.kernel.org/pub/scm/linux/kernel/git/torvalds/linux.git/tree/fs/btrfs/super.c";

export const RESCUE_OPTIONS: readonly OptionDescription[] = [
  {
    setting: "rescue",
    spellings: [
      {
        name: "rescue",
        value: {
          kind: "choice",
          choices: {
            usebackuproot: { means: "usebackuproot", since: V5_9 },
            nologreplay: { means: "nologreplay", since: V5_9 },
            ignorebadroots: { means: "ignorebadroots", since: V5_11 },
            ibadroots: { means: "ignorebadroots", since: V5_11 },
            ignoredatacsums: { means: "ignoredatacsums", since: V5_11 },
            idatacsums: { means: "ignoredatacsums", since: V5_11 },
            ignoremetacsums: { means: "ignoremetacsums", since: V6_12 },
            imetacsums: { means: "ignoremetacsums", since: V6_12 },
            ignoresuperflags: { means: "ignoresuperflags", since: V6_12 },
            isuperflags: { means: "ignoresuperflags", since: V6_12 },
            all: { means: "all", since: V5_11 },
          },
        },
      },
    ],
    scope: "filesystem",
    values: "usebackuproot | nologreplay | ignorebadroots | ignoredatacsums | ignoremetacsums | ignoresuperflags | all",
    default: "off",
    since: V5_9,
    meaning:
      "Ways to read a damaged filesystem once more. All but `usebackuproot` need `ro` in the same list. Several are given by repeating `rescue=`, not with colons. For an emergency by hand, not for a layout.",
    sources: [BTRFS_MAN],
  },
  flag("usebackuproot", "Tries older tree roots when the current one cannot be read.", {
    deprecated: { since: V5_9, replacement: "rescue=usebackuproot" },
    removed: { since: { major: 7, minor: 3 }, effect: "fails", replacement: "rescue=usebackuproot" },
  }),
  flag("norecovery", "Another name of `rescue=nologreplay`: mounts without replaying the log. Needs `ro`.", {
    deprecated: { since: V5_9, replacement: "rescue=nologreplay" },
  }),
  flag("nologreplay", "Mounts read-only without replaying the log.", {
    deprecated: { since: V5_9, replacement: "rescue=nologreplay" },
    removed: { since: { major: 6, minor: 16 }, effect: "fails", replacement: "rescue=nologreplay" },
    sources: [BTRFS_MAN, PARAMETER_TABLE],
  }),
  flag("recovery", "The old name of `rescue=usebackuproot`.", {
    deprecated: { since: { major: 4, minor: 5 }, replacement: "rescue=usebackuproot" },
    removed: { since: V6_8, effect: "fails", replacement: "rescue=usebackuproot" },
    sources: [BTRFS_MAN, PARAMETER_TABLE],
  }),
  flag(
    "degraded",
    "Mounts although devices are missing. Written for good it lets new data land on one device, without a mirror.",
  ),
  flag("clear_cache", "Rebuilds the free space information at this mount. For once, by hand, never in a layout."),
  flag("skip_balance", "Does not resume an interrupted balance at mount."),
  flag("rescan_uuid_tree", "Rebuilds the tree of subvolume UUIDs at mount."),
  {
    setting: "enospc_debug",
    spellings: toggle("enospc_debug", "noenospc_debug"),
    scope: "filesystem",
    values: "",
    default: "off",
    defaultValue: "off",
    meaning: "More kernel messages when space runs out.",
    sources: [BTRFS_MAN],
  },
  {
    setting: "fatal_errors",
    spellings: [
      {
        name: "fatal_errors",
        value: { kind: "choice", choices: { bug: { means: "bug" }, panic: { means: "panic" } } },
      },
    ],
    scope: "filesystem",
    values: "bug | panic",
    default: "bug",
    defaultValue: "bug",
    since: { major: 3, minor: 4 },
    meaning: "What the kernel does after an error it cannot go on from.",
    sources: [BTRFS_MAN],
  },
  {
    setting: "fragment",
    spellings: [{ name: "fragment", value: { kind: "any" } }],
    scope: "filesystem",
    values: "data | metadata | all",
    default: "off",
    debugOnly: true,
    meaning: "Fragments free space on purpose. Only kernels built with CONFIG_BTRFS_DEBUG know it.",
    sources: [BTRFS_MAN],
  },
  flag(
    "ref_verify",
    "Checks reference counts as they change. Only kernels built with CONFIG_BTRFS_FS_REF_VERIFY know it.",
    {
      debugOnly: true,
    },
  ),
  {
    setting: "inode_cache",
    spellings: toggle("inode_cache", "noinode_cache"),
    scope: "filesystem",
    values: "",
    default: "off",
    defaultValue: "off",
    removed: { since: V6_8, effect: "fails" },
    deprecated: { since: { major: 5, minor: 11 } },
    meaning: "Remembered free inode numbers. It has done nothing since Linux 5.11.",
    sources: [BTRFS_MAN, PARAMETER_TABLE],
  },
  dropped("alloc_start", V6_8, "Where allocation began; read and ignored for years before it was dropped."),
  dropped(
    "subvolrootid",
    V6_8,
    "An early way to name the parent of `subvol`; read and ignored for years before it was dropped.",
  ),
  dropped("check_int", { major: 6, minor: 7 }, "The integrity checker, dropped from the kernel.", "flag"),
  dropped("check_int_data", { major: 6, minor: 7 }, "The integrity checker, dropped from the kernel.", "flag"),
  dropped("check_int_print_mask", { major: 6, minor: 7 }, "The integrity checker, dropped from the kernel."),
  {
    setting: "device",
    spellings: [{ name: "device", value: { kind: "text" } }],
    scope: "filesystem",
    values: "/dev/…",
    default: "devices found by `btrfs device scan`",
    meaning:
      "Another device of the same filesystem, for an initrd that has not scanned. `UUID=…` is not understood here.",
    sources: [BTRFS_MAN],
  },
  {
    setting: "subvol",
    spellings: [{ name: "subvol", value: { kind: "text" } }],
    scope: "mount",
    values: "PATH",
    default: "the filesystem's default subvolume",
    meaning:
      "The subvolume to mount, by its path from the top level. disko writes it for every entry of `subvolumes`, after the options of the file, so one written by hand there is overridden.",
    sources: [BTRFS_MAN],
  },
  {
    setting: "subvolid",
    spellings: [{ name: "subvolid", value: { kind: "number", min: 0n, max: U64_MAX } }],
    scope: "mount",
    values: "ID",
    default: "the filesystem's default subvolume",
    meaning:
      "The subvolume to mount, by its number; 5 (or 0) is the top level. Numbers change with every install. Together with a `subvol` that names another subvolume the mount fails.",
    sources: [BTRFS_MAN],
  },
];

function dropped(
  name: string,
  since: { major: number; minor: number },
  meaning: string,
  value: "flag" | "number" = "number",
): OptionDescription {
  return flag(name, meaning, {
    spellings: [
      value === "flag"
        ? { name, value: { kind: "flag" }, sets: "on" }
        : { name, value: name === "alloc_start" ? { kind: "text" } : { kind: "number", min: 0n, max: U32_MAX } },
    ],
    removed: { since, effect: "fails" },
    sources: [BTRFS_MAN, PARAMETER_TABLE],
  });
}
