/** Pages of the btrfs documentation that needs and decisions rest on. */
import type { Reason } from "./need.ts";

type Source = Reason["source"];

export const MOUNT_OPTIONS: Source = {
  url: "https://btrfs.readthedocs.io/en/latest/btrfs-man5.html#mount-options",
  title: "btrfs(5), mount options",
};
export const COMPRESSION: Source = {
  url: "https://btrfs.readthedocs.io/en/latest/Compression.html",
  title: "btrfs documentation, Compression",
};
export const SUBVOLUMES: Source = {
  url: "https://btrfs.readthedocs.io/en/latest/Subvolumes.html",
  title: "btrfs documentation, Subvolumes",
};
export const SCRUB: Source = {
  url: "https://btrfs.readthedocs.io/en/latest/Scrub.html",
  title: "btrfs documentation, Scrub",
};
