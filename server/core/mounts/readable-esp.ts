/** EFI system partitions that every user of the machine may read: FAT knows no owners, so the mount decides for all files. */
import { certainString } from "../disko/attribute-value.ts";
import type { Layout, Mount } from "../disko/layout.ts";
import { optionsOf } from "./mount-option.ts";

/** Where boot loaders of NixOS look for the EFI system partition. */
const USUAL_PLACES: ReadonlySet<string> = new Set(["/boot", "/boot/efi", "/boot/EFI", "/efi"]);
/** The type of an EFI system partition, for sgdisk and by its GUID. */
const EFI_TYPE = /^(?:ef00|c12a7328-f81f-11d2-ba4b-00a0c93ec93b)$/i;

/** What decides who may read a FAT. */
const MASKS: ReadonlySet<string> = new Set(["umask", "fmask", "dmask"]);

/** Whether one of `options`, each as mount(8) sees it, says who may read a FAT. */
export function setsMask(options: readonly string[]): boolean {
  return options.flatMap((one) => one.split(",")).some((one) => MASKS.has(one.split("=")[0] ?? ""));
}

/** The mounts of EFI system partitions that leave FAT's own choice: everybody may read everything. */
export function readableEsps({ mounts }: Layout): Mount[] {
  return mounts.filter(
    (mount) =>
      mount.fsType === "vfat" &&
      mount.mountpoint.certain &&
      !mount.object.conditional &&
      mount.options.complete &&
      isEsp(mount) &&
      !setsMask(optionsOf(mount).map(({ text }) => text)),
  );
}

function isEsp({ object, mountpoint }: Mount): boolean {
  const type = object.parent && certainString(object.parent, "type");
  return USUAL_PLACES.has(mountpoint.value) || (type !== undefined && EFI_TYPE.test(type.value));
}
