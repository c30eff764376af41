/** `extraArgs` of a btrfs: how mkfs.btrfs makes it, where that changes what a mount option means. */
import type { BtrfsFilesystem } from "../disko/layout.ts";

/** The arguments; undefined where not all of them are known. */
export function mkfsArguments({ object }: BtrfsFilesystem): readonly string[] | undefined {
  if (object.open) return undefined;
  const found: string[] = [];
  for (const { value } of object.attributes.get("extraArgs")?.definitions ?? []) {
    if (value.kind !== "list") return undefined;
    for (const item of value.items) {
      const argument = item.kind === "item" ? item.thunk.force() : item.unknown;
      if (argument.kind !== "string") return undefined;
      found.push(argument.value);
    }
  }
  return found;
}

/** Whether the filesystem certainly has sectors of 4096 bytes, mkfs.btrfs' own choice since 6.7 and on x86 ever since. */
export function hasUsualSectors(filesystem: BtrfsFilesystem | undefined): boolean {
  const made = filesystem === undefined ? undefined : mkfsArguments(filesystem);
  return made?.every((argument) => !/(^|\s)(-\w*s|--sectorsize)/.test(argument)) ?? false;
}
