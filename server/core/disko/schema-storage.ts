/** Disks, partition tables and the layers between a disk and a filesystem, as disko's module types define them. */
import {
  absolutePath,
  any,
  attrsOf,
  bool,
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

/** What a partition, a logical volume or a ZFS volume may hold. */
export const PARTITION_CONTENTS = [
  "bcachefs",
  "btrfs",
  "filesystem",
  "luks",
  "lvm_pv",
  "mdraid",
  "swap",
  "zfs",
] as const;
/** What a disk, a LUKS or an MD device may hold: partition tables too. */
const DEVICE_CONTENTS = [...PARTITION_CONTENTS, "gpt", "table"].sort();

const SIZE = matching(/^[0-9]+[KMGTP]?$/, "512M");
export const GUID = matching(
  /^[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}$/,
  "809b3a2b-828a-4730-95e1-75b6343e415a",
);
const PARTITION_CODE = matching(/^[A-Fa-f0-9]{4}$/, "EF00");

export const STORAGE_OBJECTS: Readonly<Record<string, SchemaObject>> = {
  disk: {
    description: "A whole block device to set up.",
    hooks: true,
    attributes: {
      content: optional(nullOr(content(DEVICE_CONTENTS)), "What the device contains."),
      destroy: optional(bool, "Whether the destroy step may wipe this disk."),
      device: required(absolutePath, "Absolute path of the disk; prefer a stable /dev/disk/by-id path."),
      imageName: optional(str, "Name of the image file when building disk images."),
      imageSize: optional(SIZE, "Size of the image when building disk images."),
      name: optional(str, "Name of the object; the attribute name by default."),
      type: optional(oneOfValues("disk"), "Selects the kind of object."),
    },
  },
  gpt: {
    description: "GPT partition table, partitions as an attribute set.",
    hooks: true,
    attributes: {
      device: optional(str, "Path of the block device; inherited from the parent when omitted."),
      efiGptPartitionFirst: optional(bool, "Whether the protective 0xEE entry comes first in a hybrid MBR."),
      partitions: optional(attrsOf(ref("gpt_partition")), "Partitions keyed by name."),
      type: required(oneOfValues("gpt"), "Selects the kind of object."),
    },
  },
  gpt_partition: {
    description: "A GPT partition (value of gpt.partitions.<name>).",
    hooks: false,
    attributes: {
      alignment: optional(int, "Sector alignment passed to sgdisk; 0 keeps the default."),
      attributes: optional(listOf(int), "GPT attribute bit numbers to set."),
      content: optional(nullOr(content(PARTITION_CONTENTS)), "What the device contains."),
      device: optional(
        str,
        "Path by which the partition is found; by-partuuid when uuid is set, otherwise by-partlabel.",
      ),
      end: optional(str, "End in sgdisk notation; overrides size when set."),
      hybrid: optional(nullOr(ref("gpt_hybrid")), "Hybrid MBR entry for the partition."),
      label: optional(str, "GPT partition name, at most 36 characters."),
      name: optional(str, "Name of the object; the attribute name by default."),
      priority: optional(int, "Creation order: 100 for EF02, 9001 for size 100%, else 1000."),
      size: optional(
        either(oneOfValues("100%"), SIZE),
        'Size as digits with optional K/M/G/T/P, or 100% for the rest of the disk; "0" also means the rest.',
      ),
      start: optional(str, "Start in sgdisk notation; 0 is the next free space."),
      type: optional(
        either(PARTITION_CODE, GUID),
        "Four-hex-digit sgdisk code or full GUID (EF00 ESP, EF02 BIOS boot, 8300 Linux, 8200 swap).",
      ),
      uuid: optional(nullOr(GUID), "Partition GUID; random when null."),
    },
  },
  table: {
    description: "Legacy partition table made with parted, partitions as a list.",
    hooks: true,
    attributes: {
      device: optional(str, "Path of the block device; inherited from the parent when omitted."),
      format: optional(oneOfValues("gpt", "msdos"), "Kind of table."),
      partitions: optional(listOf(ref("table_partition")), "Partitions in order."),
      type: required(oneOfValues("table"), "Selects the kind of object."),
    },
  },
  table_partition: {
    description: "A partition of the legacy table type (list element).",
    hooks: false,
    attributes: {
      bootable: optional(bool, "Whether to set the boot flag."),
      content: optional(nullOr(content(PARTITION_CONTENTS)), "What the device contains."),
      end: optional(str, "End in parted notation."),
      flags: optional(listOf(str), "parted flags to switch on."),
      "fs-type": optional(
        nullOr(
          oneOfValues(
            "bcachefs",
            "btrfs",
            "ext2",
            "ext3",
            "ext4",
            "fat16",
            "fat32",
            "hfs",
            "hfs+",
            "linux-swap",
            "ntfs",
            "reiserfs",
            "udf",
            "xfs",
          ),
        ),
        "Filesystem hint given to parted.",
      ),
      name: optional(nullOr(str), "Partition name (required for gpt format)."),
      "part-type": optional(oneOfValues("primary", "logical", "extended"), "MBR partition kind."),
      start: optional(str, "Start in parted notation."),
    },
  },
  luks: {
    description: "A LUKS encrypted container.",
    hooks: true,
    attributes: {
      additionalKeyFiles: optional(listOf(absolutePath), "More key files to enrol."),
      askPassword: optional(bool, "Whether to prompt for the passphrase at format time."),
      content: optional(nullOr(content(DEVICE_CONTENTS)), "What the device contains."),
      device: optional(str, "Path of the block device; inherited from the parent when omitted."),
      enrollFido2: optional(
        bool,
        "Whether to enrol a FIDO2 token that unlocks the container (disko after March 2026).",
      ),
      enrollRecovery: optional(bool, "Whether to enrol a recovery passphrase as well; as enrollFido2 says by default."),
      extraFido2EnrollArgs: optional(listOf(str), "Arguments for systemd-cryptenroll when it enrols the token."),
      extraFormatArgs: optional(listOf(str), "Arguments for cryptsetup luksFormat."),
      extraOpenArgs: optional(listOf(str), "Arguments for cryptsetup open."),
      initrdUnlock: optional(bool, "Whether to unlock the device in the initrd."),
      keyFile: optional(nullOr(absolutePath), "Old key option."),
      name: required(str, "Device-mapper name."),
      passwordFile: optional(nullOr(absolutePath), "File holding the passphrase used at format time."),
      settings: optional(attrsOf(any), "Attributes copied to boot.initrd.luks.devices.<name>."),
      type: required(oneOfValues("luks"), "Selects the kind of object."),
    },
  },
  lvm_pv: {
    description: "An LVM physical volume.",
    hooks: true,
    attributes: {
      device: optional(str, "Path of the block device; inherited from the parent when omitted."),
      type: required(oneOfValues("lvm_pv"), "Selects the kind of object."),
      vg: required(str, "Volume group it belongs to."),
    },
  },
  lvm_vg: {
    description: "An LVM volume group.",
    hooks: true,
    attributes: {
      lvs: optional(attrsOf(ref("lv")), "Logical volumes keyed by name."),
      name: optional(str, "Name of the object; the attribute name by default."),
      type: required(oneOfValues("lvm_vg"), "Selects the kind of object."),
    },
  },
  lv: {
    description: "A logical volume (value of lvm_vg.lvs.<name>); has no type attribute.",
    hooks: false,
    attributes: {
      content: optional(nullOr(content(PARTITION_CONTENTS)), "What the device contains."),
      extraArgs: optional(listOf(str), "Additional arguments for the create command."),
      lvm_type: optional(
        nullOr(oneOfValues("mirror", "raid0", "raid1", "raid4", "raid5", "raid6", "thin-pool", "thinlv")),
        "Segment type.",
      ),
      name: optional(str, "Name of the object; the attribute name by default."),
      pool: optional(nullOr(str), "Thin pool that holds a thinlv."),
      priority: optional(int, "Creation order, lower first."),
      size: required(str, "Size in LVM notation, percentages included."),
    },
  },
  mdadm: {
    description: "A Linux software RAID array.",
    hooks: true,
    attributes: {
      content: optional(nullOr(content(DEVICE_CONTENTS)), "What the device contains."),
      extraArgs: optional(listOf(str), "Additional arguments for the create command."),
      level: optional(int, "RAID level."),
      metadata: optional(oneOfValues("1", "1.0", "1.1", "1.2", "default", "ddf", "imsm"), "Superblock format."),
      name: optional(str, "Name of the object; the attribute name by default."),
      type: optional(oneOfValues("mdadm"), "Selects the kind of object."),
    },
  },
  mdraid: {
    description: "A member of a software RAID array.",
    hooks: true,
    attributes: {
      device: optional(str, "Path of the block device; inherited from the parent when omitted."),
      name: required(str, "Array it belongs to."),
      type: required(oneOfValues("mdraid"), "Selects the kind of object."),
    },
  },
  swap: {
    description: "A swap partition.",
    hooks: true,
    attributes: {
      device: optional(str, "Path of the block device; inherited from the parent when omitted."),
      discardPolicy: optional(nullOr(oneOfValues("once", "pages", "both")), "When freed swap is discarded."),
      extraArgs: optional(listOf(str), "Additional arguments for the create command."),
      mountOptions: optional(listOf(nonEmptyStr), "Swap options."),
      priority: optional(nullOr(int), "Swap priority, 0 to 32767."),
      randomEncryption: optional(bool, "Whether to encrypt with a random key at each boot."),
      resumeDevice: optional(bool, "Whether to resume from this device."),
      type: required(oneOfValues("swap"), "Selects the kind of object."),
    },
  },
  gpt_hybrid: {
    description: "Entry of a GPT partition in the hybrid MBR.",
    hooks: false,
    attributes: {
      mbrBootableFlag: optional(bool, "Whether the MBR entry is marked active."),
      mbrPartitionType: optional(nullOr(str), "MBR type code."),
    },
  },
};
