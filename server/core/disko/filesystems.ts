/** The filesystems and mounts among the objects of a layout, each with device and options as disko makes them. */
import { knownString, stringOf, stringOr } from "./attribute-value.ts";
import { isOpen } from "./definitions.ts";
import { contentDevice, objectName } from "./device-path.ts";
import type { BtrfsFilesystem, DiskoObject, Maybe, Mount, OptionList, Subvolume } from "./layout.ts";
import { optionListOf, type TextOf } from "./option-list.ts";

export interface Gathered {
  readonly btrfs: readonly BtrfsFilesystem[];
  readonly mounts: readonly Mount[];
  /** False where something has a mountpoint that is not known. */
  readonly complete: boolean;
}

export function gatherFilesystems(objects: readonly DiskoObject[], text: TextOf): Gathered {
  const btrfs: BtrfsFilesystem[] = [];
  const mounts: Mount[] = [];
  let complete = true;

  const visit = (object: DiskoObject): void => {
    if (object.type === "btrfs") {
      const filesystem = btrfsFilesystem(object, text);
      btrfs.push(filesystem);
      const found = btrfsMounts(filesystem);
      mounts.push(...found);
      const mountpoints = [filesystem.mountpoint, ...filesystem.subvolumes.map((one) => one.mountpoint)];
      if (mountpoints.some((one) => one.kind === "unknown")) complete = false;
      return;
    }
    const mountpoint = mountpointOf(object);
    if (mountpoint.kind === "unknown") complete = false;
    if (mountpoint.kind === "known") mounts.push(plainMount(object, mountpoint, text));
    for (const child of object.children) visit(child);
  };
  for (const object of objects) visit(object);
  return { btrfs, mounts, complete };
}

function btrfsFilesystem(object: DiskoObject, text: TextOf): BtrfsFilesystem {
  const subvolumes = object.children
    .filter((child) => child.type === "btrfs_subvol")
    .map((child): Subvolume => {
      const name = knownString(child, "name") ?? child.name ?? "";
      return { object: child, name, mountpoint: mountpointOf(child), options: optionListOf(child, text) };
    });
  const mountpoint = mountpointOf(object);
  const written = object.attributes.get("subvolumes")?.definitions ?? [];
  const complete =
    !object.open &&
    !written.some(isOpen) &&
    [mountpoint, ...subvolumes.map((one) => one.mountpoint)].every((one) => one.kind !== "unknown");
  const device = contentDevice(object);
  return {
    object,
    name: holderName(object),
    device,
    subvolumes,
    mountpoint,
    options: optionListOf(object, text),
    complete,
  };
}

function btrfsMounts(btrfs: BtrfsFilesystem): Mount[] {
  const mount = (object: DiskoObject, name: string, mountpoint: Maybe<string>, options: OptionList): Mount[] =>
    mountpoint.kind === "known"
      ? [{ object, name, mountpoint, options, fsType: "btrfs", device: btrfs.device, btrfs }]
      : [];
  return [
    ...btrfs.subvolumes.flatMap((one) => mount(one.object, one.name, one.mountpoint, one.options)),
    ...mount(btrfs.object, btrfs.name, btrfs.mountpoint, btrfs.options),
  ];
}

function plainMount(object: DiskoObject, mountpoint: Maybe<string> & { kind: "known" }, text: TextOf): Mount {
  return {
    object,
    name: object.name ?? holderName(object),
    mountpoint,
    options: optionListOf(object, text, object.type.startsWith("bcachefs") ? ["X-mount.mkdir"] : undefined),
    fsType: fsTypeOf(object),
    device: deviceOf(object),
    btrfs: undefined,
  };
}

/** Objects that become an entry of `fileSystems` when they have a mountpoint. */
const MOUNTED: ReadonlySet<string> = new Set([
  "btrfs",
  "btrfs_subvol",
  "filesystem",
  "nodev",
  "zpool",
  "zfs_fs",
  "bcachefs_filesystem",
  "bcachefs_subvolume",
]);

/** Where disko mounts an object. A value that is no absolute path is refused by disko and counts as not known. */
function mountpointOf(object: DiskoObject): Maybe<string> {
  if (!MOUNTED.has(object.type)) return { kind: "absent" };
  const written = stringOf(object, "mountpoint");
  if (written.kind === "absent" && object.type === "nodev" && !object.attributes.has("mountpoint")) {
    const { name = "", at, conditional } = object;
    return { kind: "known", value: name, at, certain: !conditional };
  }
  if (written.kind === "known" && !written.value.startsWith("/")) {
    return { kind: "unknown", why: "it is no absolute path", at: written.at };
  }
  if (written.kind !== "known" || !object.type.startsWith("z")) return written;
  return zfsMountpoint(object, written);
}

/** ZFS datasets are not mounted with `canmount=off` or `mountpoint=none` among their options. */
function zfsMountpoint(dataset: DiskoObject, written: Maybe<string> & { kind: "known" }): Maybe<string> {
  const options = dataset.attributes.get(dataset.type === "zpool" ? "rootFsOptions" : "options")?.definitions ?? [];
  const unsure: Maybe<string> = { kind: "unknown", why: "its ZFS options are not known", at: written.at };
  for (const { value, certain } of options) {
    if (value.kind !== "attrs") return unsure;
    for (const [name, off] of [
      ["mountpoint", "none"],
      ["canmount", "off"],
    ] as const) {
      const set = value.attributes.get(name)?.thunk.force();
      if (set === undefined ? value.open !== undefined : set.kind !== "string") return unsure;
      if (set?.kind === "string" && set.value === off) return certain ? { kind: "absent" } : unsure;
    }
  }
  return written;
}

function fsTypeOf(object: DiskoObject): string | undefined {
  switch (object.type) {
    case "filesystem":
      return knownString(object, "format");
    case "nodev":
      return knownString(object, "fsType");
    case "zpool":
    case "zfs_fs":
      return "zfs";
    case "bcachefs_filesystem":
    case "bcachefs_subvolume":
      return "bcachefs";
    default:
      return undefined;
  }
}

/** Kernel filesystems that NixOS gives their own name as device. */
const SPECIAL_TYPES: ReadonlySet<string> = new Set(["proc", "sysfs", "tmpfs", "ramfs", "devtmpfs", "devpts"]);

function deviceOf(object: DiskoObject): string | undefined {
  switch (object.type) {
    case "nodev": {
      const fsType = knownString(object, "fsType");
      return stringOr(object, "device", fsType === undefined || SPECIAL_TYPES.has(fsType) ? fsType : "none");
    }
    case "zpool":
      return objectName(object);
    case "zfs_fs": {
      const [pool, dataset] = [object.parent && objectName(object.parent), objectName(object)];
      return pool === undefined || dataset === undefined ? undefined : `${pool}/${dataset}`;
    }
    case "bcachefs_filesystem": {
      const uuid = knownString(object, "uuid");
      return uuid === undefined ? undefined : `/dev/disk/by-uuid/${uuid}`;
    }
    case "bcachefs_subvolume":
      return object.parent && deviceOf(object.parent);
    default:
      return contentDevice(object);
  }
}

/** The user's name for what holds a content: the LUKS device, the partition, the logical volume, else the disk. */
export function holderName(content: DiskoObject): string {
  for (let holder = content.parent; holder !== undefined; holder = holder.parent) {
    const name = holder.name ?? knownString(holder, "name");
    if (name !== undefined) return name;
  }
  return content.type;
}
