/**
 * Attributes that disko declares and, where the object is what it is, never reads: Nix is lazy, so even a value of a wrong
 * type goes unnoticed there. Measured with disko 1.13.0, one wrong value after the other.
 */
import { stringOf } from "./attribute-value.ts";
import type { DiskoObject } from "./layout.ts";

/** Whether disko, as far as can be told, takes anything for the attribute without a look. */
export function isUnread(object: DiskoObject, name: string): boolean {
  switch (object.type) {
    case "btrfs_subvol":
      return name === "type";
    case "bcachefs_subvolume":
      return name === "type" || (name === "mountOptions" && mayBeUnset(object, "mountpoint"));
    case "table_partition": {
      const format = object.parent && stringOf(object.parent, "format");
      const isGpt = format?.kind !== "known" || format.value === "gpt";
      const isMbr = format?.kind === "unknown" || (format?.kind === "known" && format.value === "msdos");
      return (name === "part-type" && isGpt) || (name === "name" && isMbr);
    }
    case "lv":
      return name === "pool" && !is(object, "lvm_type", "thinlv");
    case "gpt_partition":
      return isUnreadOfPartition(object, name);
    default:
      return false;
  }
}

/** `priority` only sorts, and `size` is asked for the end, and for the priority that is not set. */
function isUnreadOfPartition(partition: DiskoObject, name: string): boolean {
  const sorted = !isAlone(partition);
  if (name === "priority") return !sorted;
  return name === "size" && partition.attributes.has("end") && (!sorted || partition.attributes.has("priority"));
}

function isAlone({ parent }: DiskoObject): boolean {
  const [only, ...others] = parent?.attributes.get("partitions")?.definitions ?? [];
  return others.length === 0 && only?.value.kind === "attrs" && only.value.attributes.size < 2;
}

function is(object: DiskoObject, name: string, text: string): boolean {
  const value = stringOf(object, name);
  return value.kind === "known" && value.value === text;
}

function mayBeUnset(object: DiskoObject, name: string): boolean {
  return stringOf(object, name).kind !== "known";
}
