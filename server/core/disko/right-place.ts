/** Where an attribute belongs that disko does not know at the place it is written. */
import type { DiskoObject } from "./layout.ts";
import { attributeNames, HOOKS, isSchemaObject } from "./schema.ts";

/** Words of other tools, and what disko calls the same. */
const OTHER_WORDS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  filesystem: { options: "mountOptions", fsOptions: "mountOptions", fsType: "format", mount: "mountpoint" },
  btrfs: { options: "mountOptions", fsOptions: "mountOptions", mount: "mountpoint", subvols: "subvolumes" },
  btrfs_subvol: { options: "mountOptions", fsOptions: "mountOptions", mount: "mountpoint" },
  nodev: { options: "mountOptions", format: "fsType", mount: "mountpoint" },
  luks: { keyfile: "passwordFile", extraArgs: "extraFormatArgs" },
  disk: { path: "device" },
};

/** The attribute that does here what the written one was probably meant to do; undefined when there is none. */
export function meantAttribute(object: DiskoObject, name: string): string | undefined {
  const words = OTHER_WORDS[object.type] ?? {};
  return Object.hasOwn(words, name) ? words[name] : undefined;
}

/** The hook that a name is, whatever its case; undefined when it is none or hooks exist on the object. */
export function hookWithoutPlace(object: DiskoObject, name: string): string | undefined {
  if (!isSchemaObject(object.type) || attributeNames(object.type).includes("preCreateHook")) return undefined;
  return HOOKS.find((hook) => hook.toLowerCase() === name.toLowerCase());
}

/** A sentence on where hooks belong instead. */
export function placeOfHooks(object: DiskoObject): string {
  switch (object.type) {
    case "btrfs_subvol":
    case "btrfs_swap":
      return 'Write it beside `subvolumes` in the `type = "btrfs"` content, where `$device` is the filesystem.';
    case "bcachefs_subvolume":
      return "Write it beside `subvolumes` in the bcachefs filesystem.";
    case "gpt_partition":
    case "table_partition":
      return "Write it inside the partition's `content`.";
    case "lv":
      return "Write it inside the volume's `content`, or on the volume group.";
    default:
      return "Write it on the object around it.";
  }
}

const CONTENT_HOLDERS: ReadonlySet<string> = new Set([
  "disk",
  "gpt_partition",
  "table_partition",
  "lv",
  "luks",
  "mdadm",
]);
const TABLES: readonly string[] = ["gpt", "table"];
const FILESYSTEMS: readonly string[] = ["btrfs", "filesystem", "swap"];

/** A sentence on where the attribute belongs; undefined when nothing certain can be said. */
export function rightPlace(object: DiskoObject, name: string): string | undefined {
  if (name === "neededForBoot") {
    return 'It is an option of NixOS, not of disko: write `fileSystems."MOUNTPOINT".neededForBoot = true;` in the host\'s configuration.';
  }
  if ((name === "label" || name === "uuid") && (object.type === "btrfs" || object.type === "filesystem")) {
    const example = object.type === "btrfs" ? ` = [ "${name === "label" ? "-L" : "-U"}" … ];` : "";
    return `Give it to mkfs with \`extraArgs${example}\`.`;
  }
  if (/^[/@]/.test(name) && attributeNames(object.type).includes("subvolumes"))
    return "It belongs inside `subvolumes`.";
  if (!CONTENT_HOLDERS.has(object.type) || object.children.some(({ attributes }) => attributes.has(name)))
    return undefined;
  const owners = [...TABLES, ...FILESYSTEMS].filter((type) => attributeNames(type).includes(name));
  const [owner] = owners;
  if (owner === undefined) return undefined;
  const kind = owners.length === 1 ? ` of \`type = "${owner}"\`` : "";
  return `It belongs inside \`content\`${kind}.`;
}

/** What to do where nothing is known of the attribute. */
export function adviceOnUnknown({ type }: DiskoObject): string {
  return type === "devices" ? "If it is a disk, it belongs inside `disk`; otherwise remove it." : "Remove it.";
}

/** Attributes of earlier disko releases: https://github.com/nix-community/disko/blob/master/docs/upgrade-guide.md */
const GONE: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  table_partition: { type: "partitions are always part of a table" },
  lv: { type: "logical volumes are always part of a group" },
  zfs_fs: { zfs_type: "`type` says it" },
  zfs_volume: { zfs_type: "`type` says it" },
};

/** Why disko has no such attribute any more; undefined where it never had it. Removing it is all there is to do. */
export function whyGone({ type }: DiskoObject, name: string): string | undefined {
  const names = GONE[type] ?? {};
  return Object.hasOwn(names, name) ? names[name] : undefined;
}
