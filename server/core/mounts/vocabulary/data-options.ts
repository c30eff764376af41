/** Options of btrfs that decide how data is stored: compression, copy-on-write, checksums, where and when it is written. */
import { BTRFS_MAN, flag, inverse, toggle, U32_MAX } from "./building-blocks.ts";
import type { OptionDescription } from "./option-description.ts";

export const DATA_OPTIONS: readonly OptionDescription[] = [
  {
    setting: "compress",
    spellings: [
      { name: "compress", value: { kind: "compression" } },
      { name: "compress-force", value: { kind: "compression" } },
    ],
    scope: "filesystem",
    values: "zstd[:-15..15] | zlib[:1..9] | lzo | no",
    default: "no compression",
    defaultValue: "no",
    meaning:
      "Compresses what is written from now on; files already there stay as they are. `zstd` means `zstd:3`; a level out of range is bent into the range without a word. `compress` gives up on a file whose start does not shrink; `compress-force` goes on trying and even compresses files marked not to be. Asking for compression switches copy-on-write and checksums back on when `nodatacow` or `nodatasum` stand earlier in the list. There is one algorithm and one level for the whole filesystem; for a directory that should differ, set the property instead: `btrfs property set DIR compression zstd`.",
    sources: [BTRFS_MAN, "https://btrfs.readthedocs.io/en/latest/Compression.html"],
  },
  {
    setting: "datacow",
    spellings: toggle("datacow", "nodatacow"),
    scope: "filesystem",
    values: "",
    default: "copy-on-write (`datacow`)",
    defaultValue: "on",
    meaning:
      "`nodatacow` lets new files be overwritten in place. That also turns off checksums (`nodatasum`) and compression for them, so damaged data can no longer be noticed or repaired from a mirror. It holds for the whole filesystem. For a database or VM images only, run `chattr +C` on the empty directory: files made in it later are written in place, everything else keeps copy-on-write.",
    sources: [BTRFS_MAN, "https://man7.org/linux/man-pages/man1/chattr.1.html"],
  },
  {
    setting: "datasum",
    spellings: toggle("datasum", "nodatasum"),
    scope: "filesystem",
    values: "",
    default: "checksums (`datasum`)",
    defaultValue: "on",
    meaning:
      "`nodatasum` writes new files without checksums: damage goes unnoticed, and nothing is compressed either, even where the kernel still shows `compress=…`. `datasum` turns checksums on again, and copy-on-write with them.",
    sources: [BTRFS_MAN],
  },
  {
    setting: "autodefrag",
    spellings: toggle("autodefrag", "noautodefrag"),
    scope: "filesystem",
    values: "",
    default: "off",
    defaultValue: "off",
    since: { major: 3, minor: 0 },
    meaning:
      "Rewrites small random writes into larger extents in the background. It helps files up to some megabytes; it writes more, splits data shared by snapshots and reflinks, and the manual advises against it for large databases.",
    sources: [BTRFS_MAN],
  },
  {
    setting: "discard",
    spellings: [
      {
        name: "discard",
        value: {
          kind: "choice",
          bare: "sync",
          choices: { sync: { means: "sync" }, async: { means: "async", since: { major: 5, minor: 6 } } },
        },
      },
      inverse("nodiscard"),
    ],
    scope: "filesystem",
    values: "sync | async",
    default: "`async` where the device can discard (from Linux 6.2), else off",
    meaning:
      "Tells the device which blocks became free. `async` collects them and sends them in the background; `sync`, which is also what a bare `discard` means, sends them inside each commit and can make it slow.",
    sources: [BTRFS_MAN, "https://btrfs.readthedocs.io/en/latest/Trim.html"],
  },
  {
    setting: "ssd",
    spellings: toggle("ssd", "nossd"),
    scope: "filesystem",
    values: "",
    default: "on where the device says it does not rotate",
    meaning:
      "Tunes allocation for devices without a moving head. The kernel finds out by itself, so it rarely needs to be written; `nossd` also turns off `ssd_spread`.",
    sources: [BTRFS_MAN],
  },
  {
    setting: "ssd_spread",
    spellings: toggle("ssd_spread", "nossd_spread"),
    scope: "filesystem",
    values: "",
    default: "off",
    defaultValue: "off",
    meaning:
      "Like `ssd`, which it switches on, and prefers large free areas even when that spreads the data out. Meant for cheap early devices.",
    sources: [BTRFS_MAN],
  },
  {
    setting: "space_cache",
    spellings: [
      {
        name: "space_cache",
        value: {
          kind: "choice",
          bare: "v1",
          choices: { v1: { means: "v1" }, v2: { means: "v2", since: { major: 4, minor: 5 } } },
        },
      },
      inverse("nospace_cache"),
    ],
    scope: "filesystem",
    values: "v1 | v2",
    default: "`v2`, the free space tree that mkfs.btrfs makes since 5.15",
    defaultValue: "v2",
    meaning:
      "How free space is remembered between mounts. A bare `space_cache` means `v1`: on a filesystem that has the free space tree, which is every one made by a current mkfs.btrfs, the first mount with it fails. So does `nospace_cache`. `space_cache=v2` is what such a filesystem uses anyway.",
    sources: [BTRFS_MAN],
  },
  {
    setting: "max_inline",
    spellings: [{ name: "max_inline", value: { kind: "bytes", max: 4096 } }],
    scope: "filesystem",
    values: "BYTES[K|M|G]",
    default: "2048",
    defaultValue: "2048",
    meaning:
      "Files up to this size are kept inside the metadata tree. 0 turns it off; more than a sector is bent to one sector.",
    sources: [BTRFS_MAN],
  },
  {
    setting: "metadata_ratio",
    spellings: [{ name: "metadata_ratio", value: { kind: "number", min: 0n, max: U32_MAX } }],
    scope: "filesystem",
    values: "0..4294967295",
    default: "0: no fixed ratio",
    defaultValue: "0",
    meaning: "Allocates one metadata chunk for every so many data chunks.",
    sources: [BTRFS_MAN],
  },
  {
    setting: "commit",
    spellings: [{ name: "commit", value: { kind: "number", min: 0n, max: U32_MAX, zero: "30" } }],
    scope: "filesystem",
    values: "SECONDS",
    default: "30 seconds",
    defaultValue: "30",
    since: { major: 3, minor: 12 },
    meaning:
      "How often everything is brought to a consistent state on disk. A power cut can lose what was written since, but for files that were synced. 0 means the default; above 300 the kernel warns. A longer interval hardly saves writes: the page cache is flushed anyway. Take care: `010` is octal, 8 seconds.",
    sources: [BTRFS_MAN],
  },
  {
    setting: "flushoncommit",
    spellings: toggle("flushoncommit", "noflushoncommit"),
    scope: "filesystem",
    values: "",
    default: "off",
    defaultValue: "off",
    meaning: "Every commit also writes out the data that came before it, so a power cut leaves one consistent moment.",
    sources: [BTRFS_MAN],
  },
  {
    setting: "treelog",
    spellings: toggle("treelog", "notreelog"),
    scope: "filesystem",
    values: "",
    default: "on",
    defaultValue: "on",
    meaning: "A log that makes fsync cheap. `notreelog` turns each fsync into a commit of the whole filesystem.",
    sources: [BTRFS_MAN],
  },
  {
    setting: "barrier",
    spellings: toggle("barrier", "nobarrier"),
    scope: "filesystem",
    values: "",
    default: "on",
    defaultValue: "on",
    meaning:
      "Makes the device write its cache in order. `nobarrier` risks the filesystem at a power cut, unless the cache has a battery.",
    sources: [BTRFS_MAN],
  },
  {
    setting: "thread_pool",
    spellings: [{ name: "thread_pool", value: { kind: "number", min: 1n, max: U32_MAX } }],
    scope: "filesystem",
    values: "1..",
    default: "processors + 2, at most 8",
    meaning: "Number of worker threads for checksums and compression.",
    sources: [BTRFS_MAN],
  },
  flag("user_subvol_rm_allowed", "Lets users delete subvolumes they own with `btrfs subvolume delete`."),
  {
    setting: "acl",
    spellings: toggle("acl", "noacl"),
    scope: "filesystem",
    values: "",
    default: "on",
    defaultValue: "on",
    meaning: "POSIX access control lists. systemd-journald and others set them; `noacl` makes that fail.",
    sources: [BTRFS_MAN],
  },
];
