/**
 * The devices that an installation brings into being, by the paths that somebody may name them by, and what it makes first:
 * disks come in the order of their names, then everything that is built on them (`deviceList` and `sortDevicesByDependencies`
 * in disko's lib/default.nix). On one disk all partitions are made before anything is put into the first of them
 * (lib/types/gpt.nix), and a LUKS container is opened when its partition's turn comes.
 */
import { deviceBelow, numbered, objectName } from "./device-path.ts";
import { everyObject } from "./every-object.ts";
import type { DiskoObject, Layout } from "./layout.ts";
import { partitionsInOrder } from "./partition-order.ts";

/** Kept by layout: each filesystem asks. */
const known = new WeakMap<Layout, ReadonlyMap<string, DiskoObject>>();

/** Disks, partitions, containers and volumes whose paths are known, by each of their paths. */
export function madeDevices(layout: Layout): ReadonlyMap<string, DiskoObject> {
  const before = known.get(layout);
  if (before !== undefined) return before;
  const made = new Map<string, DiskoObject>();
  for (const object of everyObject(layout.objects)) {
    for (const path of pathsOf(object)) made.set(path, object);
  }
  known.set(layout, made);
  return made;
}

const MADE: readonly string[] = ["disk", "gpt_partition", "luks", "lv", "mdadm"];

function pathsOf(object: DiskoObject): string[] {
  if (!MADE.includes(object.type)) return [];
  const path = deviceBelow(object);
  return [...(path === undefined ? [] : [path]), ...(object.type === "gpt_partition" ? numberedPath(object) : [])];
}

/** `/dev/disk/by-id/ata-X-part2`, `/dev/sdb2`: the partition by its number on the disk. */
function numberedPath(partition: DiskoObject): string[] {
  const table = partition.parent;
  const index = (table && partitionsInOrder(table)?.indexOf(partition)) ?? -1;
  const disk = table?.parent?.type === "disk" ? deviceBelow(table.parent) : undefined;
  const path = index < 0 || disk === undefined ? undefined : numbered(disk, index + 1);
  return path === undefined ? [] : [path];
}

/**
 * Whether `device` is there when `content` is made. Undefined where the order is not known: it follows from names and from
 * the order of partitions, and bcachefs turns it around.
 */
export function isMadeBefore(device: DiskoObject, content: DiskoObject, layout: Layout): boolean | undefined {
  if (layout.objects.some(({ type }) => type.startsWith("bcachefs"))) return undefined;
  if (device.type === "disk") return true;
  const [a, b] = [topOf(device), topOf(content)];
  if (a === b) return onOneDisk(device, content);
  if (a.type === "disk" && b.type === "disk") {
    return a.name === undefined || b.name === undefined ? undefined : a.name < b.name;
  }
  if (a.type === "disk") return true;
  return b.type === "disk" ? false : undefined;
}

/** The disk, group, pool or nodev that an object lies in; itself where it is one. */
export function topOf(object: DiskoObject): DiskoObject {
  return object.parent === undefined ? object : topOf(object.parent);
}

function onOneDisk(device: DiskoObject, content: DiskoObject): boolean | undefined {
  const [a, b] = [partitionAbove(device), partitionAbove(content)];
  const table = a?.parent;
  if (a === undefined || b === undefined || table === undefined || table !== b.parent) return undefined;
  if (a === device) return true;
  const order = partitionsInOrder(table);
  return order === undefined || a === b ? undefined : order.indexOf(a) < order.indexOf(b);
}

function partitionAbove(object: DiskoObject): DiskoObject | undefined {
  return object.type === "gpt_partition" ? object : object.parent && partitionAbove(object.parent);
}

/**
 * The disk of the layout that a path speaks of by a label of disko's making (`…/by-partlabel/disk-b-data`), and what it calls
 * the partition. Undefined where the label is of no disk here, or may be of two.
 */
export function labelledPartition(path: string, { objects }: Layout): LabelledPartition | undefined {
  const label = path.startsWith(BY_LABEL) ? path.slice(BY_LABEL.length) : "";
  const [only, ...others] = objects.flatMap((disk): LabelledPartition[] => {
    const prefix = disk.type === "disk" ? `disk-${objectName(disk) ?? ""}-` : "disk--";
    return prefix !== "disk--" && label.startsWith(prefix) ? [{ disk, partition: label.slice(prefix.length) }] : [];
  });
  return others.length === 0 ? only : undefined;
}

export interface LabelledPartition {
  readonly disk: DiskoObject;
  readonly partition: string;
}

const BY_LABEL = "/dev/disk/by-partlabel/";
