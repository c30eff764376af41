/** Whether a boot loader for UEFI finds the EFI system partition. */
import type { BootLoader } from "./boot-loader.ts";
import { mountAbove } from "./boot-mounts.ts";
import { isFat } from "./boot-partitions.ts";
import type { Machine } from "./machine.ts";

/** Nothing is mounted where the boot loader looks; false also where something is not known. */
export function lacksEsp({ mounts }: Machine, { name, espAt }: BootLoader): boolean {
  if (mounts === undefined || espAt === undefined || mounts.has(espAt)) return false;
  // GRUB takes a folder of the partition as well.
  return name === "systemd-boot" || !isFat(mountAbove(espAt, mounts)?.fsType);
}
