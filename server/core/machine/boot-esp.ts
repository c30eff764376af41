/** Whether a boot loader for UEFI finds the EFI system partition. */
import type { BootLoader } from "./boot-loader.ts";
import { mountAbove } from "./boot-mounts.ts";
import { isFat } from "./boot-partitions.ts";
import type { Machine } from "./machine.ts";

/** "GRUB", "systemd-boot": as its makers write it. */
export function loaderInWords({ name }: BootLoader): string {
  return name === "grub" ? "GRUB" : name === "refind" ? "rEFInd" : name;
}

/** Whether installing the boot loader fails where it finds no EFI system partition; others write into a folder, and never boot. */
export function refusesOtherThanEsp({ name }: BootLoader): boolean {
  return name === "systemd-boot" || name === "grub";
}

/** Nothing is mounted where the boot loader looks; false also where something is not known. */
export function lacksEsp({ mounts }: Machine, { name, espAt }: BootLoader): boolean {
  if (mounts === undefined || espAt === undefined || mounts.has(espAt)) return false;
  if (name === "systemd-boot") return true;
  // GRUB takes a folder of the partition as well.
  const above = mountAbove(espAt, mounts);
  return above === undefined || (above.fsType !== undefined && !isFat(above.fsType));
}
