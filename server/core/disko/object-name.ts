/** Objects in the user's names, for messages: "subvolume `@home`", "the btrfs content of `root`". */
import { knownString } from "./attribute-value.ts";
import { holderName } from "./filesystems.ts";
import type { DiskoObject, Misfit } from "./layout.ts";
import { topOf } from "./made-devices.ts";

const KINDS: Readonly<Record<string, string>> = {
  disk: "disk",
  gpt_partition: "partition",
  table_partition: "partition",
  btrfs_subvol: "subvolume",
  bcachefs_subvolume: "subvolume",
  btrfs_swap: "swap file",
  lvm_vg: "volume group",
  lv: "logical volume",
  mdadm: "MD device",
  zpool: "pool",
  zfs_fs: "dataset",
  zfs_volume: "ZFS volume",
  nodev: "nodev",
  bcachefs_filesystem: "bcachefs filesystem",
};

/** What the content of a disk or partition is called when it has no name of its own. */
const CONTENTS: Readonly<Record<string, string>> = {
  gpt: "the GPT",
  table: "the partition table",
  gpt_hybrid: "the hybrid MBR entry",
  topology: "the topology",
  zfs_vdev: "a vdev",
};

export function describeObject(object: DiskoObject): string {
  if (object.type === "devices") return "`disko.devices`";
  if (object.type === "disko") return "`disko`";
  const kind = KINDS[object.type];
  const name = object.name ?? knownString(object, "name");
  if (kind !== undefined) return name === undefined ? `a ${kind} of \`${holderName(object)}\`` : `${kind} \`${name}\``;
  return `${CONTENTS[object.type] ?? `the ${object.type} content`} of \`${holderName(object)}\``;
}

/** The same at the start of a sentence. */
export function describeObjectFirst(object: DiskoObject): string {
  const text = describeObject(object);
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Two objects of one kind in one sentence: "`data` and `swap`", where the names are the same "`data` of `a` and `data` of `b`". */
export function nameBoth(one: DiskoObject, other: DiskoObject): string {
  const [a, b] = [one, other].map((object) => `\`${object.name ?? holderName(object)}\``);
  if (a !== b) return `${a} and ${b}`;
  const [disk, otherDisk] = [one, other].map(topOf);
  return disk === otherDisk ? `${a} and ${b}` : `${a} of \`${disk?.name}\` and ${b} of \`${otherDisk?.name}\``;
}

/** The value that does not fit: "`size` of partition `ESP`", "An item of `mountOptions` of subvolume `@home`". */
export function describeMisfit({ object, name, isItem }: Misfit): string {
  return `${isItem ? "An item of " : ""}\`${name}\` of ${describeObject(object)}`;
}
