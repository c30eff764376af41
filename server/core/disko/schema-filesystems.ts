/** Filesystems, subvolumes, datasets and pools, as disko's module types define them. */
import { GUID, PARTITION_CONTENTS } from "./schema-storage.ts";
import {
  absolutePath,
  attrsOf,
  content,
  either,
  int,
  listOf,
  matching,
  nonEmptyStr,
  nullOr,
  oneOfValues,
  optional,
  ref,
  required,
  type SchemaObject,
  str,
} from "./schema-type.ts";

const SWAP_FILE_SIZE = matching(/^([0-9]+[KMGTP])?$/, "8G");
const VDEV_MODE = oneOfValues("", "mirror", "raidz", "raidz1", "raidz2", "raidz3");

export const FILESYSTEM_OBJECTS: Readonly<Record<string, SchemaObject>> = {
  filesystem: {
    description: "Any filesystem with an mkfs.<format> tool.",
    hooks: true,
    attributes: {
      device: optional(str, "Path of the block device; inherited from the parent when omitted."),
      extraArgs: optional(listOf(str), "Additional arguments for the create command."),
      format: required(str, "Filesystem kind; selects mkfs.<format> and mount -t."),
      mountOptions: optional(listOf(str), "Mount options, one per list element."),
      mountpoint: optional(nullOr(absolutePath), "Absolute path where it is mounted; null means not mounted."),
      type: required(oneOfValues("filesystem"), "Selects the kind of object."),
    },
  },
  btrfs: {
    description: "A btrfs filesystem with optional subvolumes and swap files.",
    hooks: true,
    attributes: {
      device: optional(str, "Path of the block device; inherited from the parent when omitted."),
      extraArgs: optional(listOf(str), "Arguments for mkfs.btrfs; split on spaces because they are not quoted."),
      mountOptions: optional(
        listOf(str),
        "Options for the mount of the top level only; not inherited by subvolumes and unused when mountpoint is null.",
      ),
      mountpoint: optional(nullOr(absolutePath), "Where the top level of the filesystem is mounted."),
      subvolumes: optional(attrsOf(ref("btrfs_subvol")), "Subvolumes keyed by path."),
      swap: optional(attrsOf(ref("btrfs_swap")), "Swap files at the top level keyed by name."),
      type: required(oneOfValues("btrfs"), "Selects the kind of object."),
    },
  },
  nodev: {
    description: "A mount without a block device of its own, for example tmpfs or a bind mount.",
    hooks: true,
    attributes: {
      device: optional(str, "Mount source; the fsType for tmpfs-like types."),
      fsType: required(str, "Filesystem type given to mount -t."),
      mountOptions: optional(listOf(str), "Mount options, one per list element."),
      mountpoint: optional(nullOr(absolutePath), "Mount point; the attribute name by default."),
      type: optional(oneOfValues("nodev"), "Selects the kind of object."),
    },
  },
  zfs: {
    description: "A member of a ZFS pool.",
    hooks: true,
    attributes: {
      device: optional(str, "Path of the block device; inherited from the parent when omitted."),
      pool: required(str, "Pool it belongs to."),
      type: required(oneOfValues("zfs"), "Selects the kind of object."),
    },
  },
  zpool: {
    description: "A ZFS pool.",
    hooks: true,
    attributes: {
      datasets: optional(attrsOf(content(["zfs_fs", "zfs_volume"])), "Datasets keyed by name."),
      mode: optional(either(VDEV_MODE, attrsOf(content(["topology"]))), "Vdev layout, or a topology set."),
      mountOptions: optional(listOf(str), "Mount options, one per list element."),
      mountpoint: optional(nullOr(absolutePath), "Absolute path where it is mounted; null means not mounted."),
      name: optional(str, "Name of the object; the attribute name by default."),
      options: optional(attrsOf(str), "Pool properties (zpool create -o)."),
      rootFsOptions: optional(attrsOf(str), "Properties of the root dataset (-O)."),
      type: optional(oneOfValues("zpool"), "Selects the kind of object."),
    },
  },
  zfs_fs: {
    description: "A ZFS filesystem dataset.",
    hooks: true,
    attributes: {
      mountOptions: optional(listOf(str), "Mount options, one per list element."),
      mountpoint: optional(nullOr(absolutePath), "Absolute path where it is mounted; null means not mounted."),
      name: optional(str, "Name of the object; the attribute name by default."),
      options: optional(attrsOf(str), "Dataset properties."),
      type: optional(oneOfValues("zfs_fs"), "Selects the kind of object."),
    },
  },
  zfs_volume: {
    description: "A ZFS block volume.",
    hooks: true,
    attributes: {
      content: optional(nullOr(content(PARTITION_CONTENTS)), "What the device contains."),
      extraArgs: optional(listOf(str), "Additional arguments for the create command."),
      mountOptions: optional(listOf(str), "Accepted but unused."),
      name: optional(str, "Name of the object; the attribute name by default."),
      options: optional(attrsOf(str), "Property/value pairs."),
      size: optional(nullOr(str), "Volume size; needed in practice although nullable."),
      type: optional(oneOfValues("zfs_volume"), "Selects the kind of object."),
    },
  },
  bcachefs: {
    description: "A member device of a bcachefs filesystem.",
    hooks: true,
    attributes: {
      device: optional(str, "Path of the block device; inherited from the parent when omitted."),
      extraFormatArgs: optional(listOf(str), "Device arguments for bcachefs format."),
      filesystem: required(str, "Name of the bcachefs_filesystem it joins."),
      label: optional(str, "Device label."),
      type: required(oneOfValues("bcachefs"), "Selects the kind of object."),
    },
  },
  bcachefs_filesystem: {
    description: "A bcachefs filesystem over one or more member devices.",
    hooks: true,
    attributes: {
      extraFormatArgs: optional(listOf(str), "Arguments for bcachefs format."),
      mountOptions: optional(listOf(str), "Mount options, one per list element."),
      mountpoint: optional(nullOr(absolutePath), "Absolute path where it is mounted; null means not mounted."),
      name: optional(str, "Name of the object; the attribute name by default."),
      passwordFile: optional(nullOr(absolutePath), "Passphrase file; enables encryption."),
      subvolumes: optional(attrsOf(ref("bcachefs_subvolume")), "Subvolumes keyed by path."),
      type: required(oneOfValues("bcachefs_filesystem"), "Selects the kind of object."),
      uuid: optional(GUID, "Filesystem UUID."),
    },
  },
  btrfs_subvol: {
    description:
      "A subvolume inside a btrfs content (value of btrfs.subvolumes.<name>); its type attribute is implicit.",
    hooks: false,
    attributes: {
      extraArgs: optional(listOf(str), "Arguments for btrfs subvolume create."),
      mountOptions: optional(
        listOf(str),
        "Options for this mount; filesystem-wide ones only count on the first mount. disko appends subvol=<name>.",
      ),
      mountpoint: optional(nullOr(absolutePath), "Where the subvolume is mounted; null creates it without mounting."),
      name: optional(str, "Path of the subvolume inside the filesystem."),
      swap: optional(attrsOf(ref("btrfs_swap")), "Swap files in the subvolume keyed by name; needs a mountpoint."),
      type: optional(oneOfValues("btrfs_subvol"), "Selects the kind of object."),
    },
  },
  btrfs_swap: {
    description: "A swap file on btrfs (value of swap.<name> of a btrfs content or subvolume).",
    hooks: false,
    attributes: {
      options: optional(listOf(nonEmptyStr), "Swap options."),
      path: optional(str, "File path relative to the mount point; the attribute name by default."),
      priority: optional(nullOr(int), "Swap priority, 0 to 32767."),
      size: required(
        SWAP_FILE_SIZE,
        "Size as digits plus K/M/G/T/P; the empty string passes the type check but fails in mkswapfile.",
      ),
    },
  },
  bcachefs_subvolume: {
    description: "A bcachefs subvolume (value of bcachefs_filesystem.subvolumes.<name>).",
    hooks: false,
    attributes: {
      mountOptions: optional(listOf(str), "Mount options, one per list element."),
      mountpoint: optional(nullOr(absolutePath), "Absolute path where it is mounted; null means not mounted."),
      name: optional(str, "Name of the object; the attribute name by default."),
      type: optional(oneOfValues("bcachefs_subvolume"), "Selects the kind of object."),
    },
  },
  topology: {
    description: "The vdevs of a ZFS pool.",
    hooks: false,
    attributes: {
      cache: optional(listOf(str), "Cache devices (L2ARC)."),
      dedup: optional(listOf(ref("zfs_vdev")), "Vdevs for the deduplication table."),
      log: optional(listOf(ref("zfs_vdev")), "Vdevs for the intent log."),
      spare: optional(listOf(str), "Hot spares."),
      special: optional(either(listOf(ref("zfs_vdev")), nullOr(ref("zfs_vdev"))), "Special allocation vdevs."),
      type: required(oneOfValues("topology"), "Selects the kind of object."),
      vdev: optional(listOf(ref("zfs_vdev")), "Storage vdevs."),
    },
  },
  zfs_vdev: {
    description: "One vdev of a ZFS pool.",
    hooks: false,
    attributes: {
      members: optional(listOf(str), "Devices, or names of disks with a partition called zfs."),
      mode: optional(VDEV_MODE, "How the members are combined."),
    },
  },
};
