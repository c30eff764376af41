/**
 * What the scripted initrd of NixOS cannot mount with. Its `mount` is busybox', which hands every name that it does not know to
 * the kernel. stage-1-init.sh takes out what begins with a small `x-`; `X-mount.mkdir` and the like stay.
 * Measured with busybox' mount and btrfs: `auto`, `owner` and `X-mount.mkdir` fail, `defaults`, `noauto`, `nofail`, `_netdev`,
 * `comment=…` and `user` do not.
 */
import type { Mount } from "../disko/layout.ts";
import { type MountOption, optionsOf } from "./mount-option.ts";
import { isMountedInInitrd } from "./mount-order.ts";

/** Filesystems whose kernel code refuses unknown names, as measured. */
const STRICT: ReadonlySet<string> = new Set(["btrfs", "ext2", "ext3", "ext4", "xfs"]);
const REFUSED: ReadonlySet<string> = new Set(["auto", "owner"]);

/** The options of `mount` with which the scripted initrd certainly fails to mount it. */
export function refusedByBusybox(mount: Mount): MountOption[] {
  const { mountpoint, fsType, object } = mount;
  const isThere = mountpoint.certain && !object.conditional && isMountedInInitrd(mountpoint.value);
  if (!isThere || !STRICT.has(fsType ?? "")) return [];
  return optionsOf(mount).filter(({ name, text, certain }) => certain && (REFUSED.has(text) || name.startsWith("X-")));
}
