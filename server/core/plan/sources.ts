/** What the planner's own reasons rest on. */
import type { Reason } from "../stack/need.ts";

type Source = Reason["source"];

export { COMPRESSION, MOUNT_OPTIONS, SCRUB, SUBVOLUMES } from "../stack/btrfs-sources.ts";

export const TRIM: Source = {
  url: "https://btrfs.readthedocs.io/en/latest/Trim.html",
  title: "btrfs documentation, Trim/discard",
};
export const DEFRAGMENTING: Source = {
  url: "https://docs.oracle.com/en/operating-systems/oracle-linux/9/btrfs/btrfs-CompressingandDefragmentingaBtrfsFileSystem.html",
  title: "Oracle Linux 9, Defragmenting and Compressing a Btrfs File System",
};
export const CHATTR: Source = { url: "https://man7.org/linux/man-pages/man1/chattr.1.html", title: "chattr(1)" };
export const TMPFILES: Source = {
  url: "https://man7.org/linux/man-pages/man5/tmpfiles.d.5.html",
  title: "tmpfiles.d(5)",
};
export const MOUNT: Source = { url: "https://man7.org/linux/man-pages/man8/mount.8.html", title: "mount(8)" };
export const AUTO_SCRUB: Source = {
  url: "https://github.com/NixOS/nixpkgs/blob/master/nixos/modules/tasks/filesystems/btrfs.nix",
  title: "nixpkgs, services.btrfs.autoScrub",
};

export function reason(text: string, source: Source): Reason {
  return { text, source };
}

/** Each sentence once, in order. */
export function distinctReasons(reasons: readonly Reason[]): Reason[] {
  return [...new Map(reasons.map((one) => [one.text, one])).values()];
}
