/** What btrfs does with data of one kind or another: the half of each reason that is not about the tool. */
import { COMPRESSION, MOUNT_OPTIONS, SCRUB, SUBVOLUMES } from "./btrfs-sources.ts";
import type { Reason } from "./need.ts";

const EXCLUDED = {
  url: "https://documentation.suse.com/sle-micro/5.3/html/SLE-Micro-all/cha-snapshots.html",
  title: "SLE Micro: Directories excluded from snapshots",
};

export const OVERWRITES_MOVE: Reason = {
  text: "btrfs writes every overwritten block to a new place, with its checksum; without copy-on-write it stays where it is.",
  source: MOUNT_OPTIONS,
};
export const NO_CHECKSUMS: Reason = {
  text: "Without copy-on-write btrfs keeps no checksums: it cannot find damaged data, nor tell a good copy from a bad one.",
  source: SCRUB,
};
export const NO_COMPRESSION: Reason = {
  text: "Without copy-on-write there is no compression.",
  source: MOUNT_OPTIONS,
};
export const SNAPSHOTS_PIN: Reason = {
  text: "A snapshot keeps every block that is changed or deleted after it, until the snapshot goes.",
  source: SUBVOLUMES,
};
export const SNAPSHOTS_COPY: Reason = {
  text: "After a snapshot each block is copied once more when it is next written, also without copy-on-write.",
  source: SUBVOLUMES,
};
export const ROLLBACKS_TAKE_BACK: Reason = {
  text: "A rollback of the system takes back everything in its subvolume: what must go on lies in another one.",
  source: EXCLUDED,
};
export const COMPRESSION_SAVES: Reason = {
  text: "btrfs compresses what it writes, and stores what does not shrink as it is.",
  source: COMPRESSION,
};
export const READS_WRITE: Reason = {
  text: "With access times, reading a file writes its metadata; btrfs copies that too.",
  source: {
    url: "https://btrfs.readthedocs.io/en/latest/btrfs-man5.html#notes-on-generic-mount-options",
    title: "btrfs(5): notes on generic mount options",
  },
};
