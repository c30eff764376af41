/**
 * Device paths as disko computes them, from a disk down to what a content is made on (the `device` defaults in disko's
 * lib/types). Undefined where something on the way is not known.
 */
import { knownString, stringOf, stringOr } from "./attribute-value.ts";
import type { DiskoObject } from "./layout.ts";
import { LONGEST_LABEL } from "./partition-label.ts";
import { partitionsInOrder } from "./partition-order.ts";

/** The block device that a content (btrfs, filesystem, luks, swap …) is made on. */
export function contentDevice(content: DiskoObject): string | undefined {
  return stringOr(content, "device", content.parent && deviceBelow(content.parent));
}

/** The device that `object` offers to what is in it, or to whoever names it. */
export function deviceBelow(object: DiskoObject): string | undefined {
  switch (object.type) {
    case "disk":
      return knownString(object, "device");
    case "gpt_partition":
      return partitionDevice(object);
    case "table_partition":
      return tablePartitionDevice(object);
    case "luks":
      return prefixed("/dev/mapper/", knownString(object, "name"));
    case "mdadm":
      return prefixed("/dev/md/", objectName(object));
    case "lv":
      return prefixed(prefixed("/dev/", object.parent && objectName(object.parent), "/"), objectName(object));
    case "zfs_volume":
      return prefixed(prefixed("/dev/zvol/", object.parent && objectName(object.parent), "/"), objectName(object));
    default:
      return undefined;
  }
}

function prefixed(prefix: string | undefined, text: string | undefined, suffix = ""): string | undefined {
  return prefix === undefined || text === undefined ? undefined : prefix + text + suffix;
}

/** The `name` of an object: set, or the attribute name it stands under. */
export function objectName(object: DiskoObject): string | undefined {
  const fallback = object.type === "disk" ? object.name?.replaceAll("/", "_") : object.name;
  return stringOr(object, "name", fallback);
}

function partitionDevice(partition: DiskoObject): string | undefined {
  const device = stringOf(partition, "device");
  if (device.kind !== "absent") return device.kind === "known" ? device.value : undefined;
  const uuid = stringOf(partition, "uuid");
  if (uuid.kind !== "absent") return uuid.kind === "known" ? `/dev/disk/by-partuuid/${uuid.value}` : undefined;
  const table = partition.parent;
  if (table?.parent?.type === "mdadm") {
    const index = partitionsInOrder(table)?.indexOf(partition) ?? -1;
    return index < 0
      ? undefined
      : prefixed("/dev/disk/by-id/md-name-any:", objectName(table.parent), `-part${index + 1}`);
  }
  return prefixed("/dev/disk/by-partlabel/", escapeForUdev(partitionLabel(partition)));
}

/** The GPT partition name. Undefined where disko takes a hash because it is longer than 36 bytes. */
export function partitionLabel(partition: DiskoObject): string | undefined {
  const table = partition.parent?.parent;
  const [outer, inner] = [table && objectName(table), objectName(partition)];
  const standard = outer === undefined || inner === undefined ? undefined : `${table?.type}-${outer}-${inner}`;
  const bytes = standard === undefined ? 0 : new TextEncoder().encode(standard).length;
  return stringOr(partition, "label", bytes > LONGEST_LABEL ? undefined : standard);
}

/** udev writes characters that cannot stand in a link as `\x` and their hexadecimal number. */
function escapeForUdev(label: string | undefined): string | undefined {
  if (label === undefined || [...label].some((character) => character > "~")) return undefined;
  return label.replaceAll(/[^0-9A-Za-z#+-.:=@_/]/g, (character) => {
    return `\\x${character.charCodeAt(0).toString(16).toUpperCase()}`;
  });
}

/** Partitions of the old `table` type are found by number. */
function tablePartitionDevice(partition: DiskoObject): string | undefined {
  const table = partition.parent;
  const index = table === undefined ? -1 : table.children.indexOf(partition);
  const disk = table && contentDevice(table);
  if (table === undefined || index < 0 || disk === undefined || table.conditional || partition.conditional) {
    return undefined;
  }
  const [list, ...others] = table.attributes.get("partitions")?.definitions ?? [];
  if (list?.value.kind !== "list" || others.length > 0) return undefined;
  if (list.value.items.some((item) => item.kind === "gap" || !item.certain)) return undefined;
  return numbered(disk, index + 1);
}

/** The path by which the kernel or udev knows a partition of `disk` by its number, from 1. */
export function numbered(disk: string, index: number): string | undefined {
  if (/^\/dev\/(?:[vs]|xvd).+/.test(disk)) return `${disk}${index}`;
  if (/^\/dev\/(?:disk|zvol)\/.+/.test(disk)) return `${disk}-part${index}`;
  if (/^\/dev\/(?:(?:nvme|mmcblk).+|md\/.*[0-9]|loop[0-9]+)$/.test(disk)) return `${disk}p${index}`;
  if (/^\/dev\/(?:md|mapper)\/.+/.test(disk)) return `${disk}${index}`;
  return undefined;
}
