import { certainString } from "../disko/attribute-value.ts";
import { everyObject } from "../disko/every-object.ts";
import { holderName } from "../disko/filesystems.ts";
import { didYouMean } from "../text/similar.ts";
import { defineRule } from "./rule.ts";
import { replaceString } from "./source-fix.ts";

/** Formats that have an `mkfs.FORMAT` somewhere in nixpkgs. */
const FORMATS: readonly string[] = [
  "bcachefs",
  "btrfs",
  "cramfs",
  "erofs",
  "exfat",
  "ext2",
  "ext3",
  "ext4",
  "f2fs",
  "fat",
  "jffs2",
  "jfs",
  "minix",
  "msdos",
  "nilfs2",
  "ntfs",
  "ocfs2",
  "reiserfs",
  "ubifs",
  "udf",
  "vfat",
  "xfs",
];
const OTHER_WORDS: ReadonlyMap<string, string> = new Map([
  ["fat32", "vfat"],
  ["fat16", "vfat"],
  ["FAT32", "vfat"],
]);

/** A filesystem format that is nearly one that exists. Formats we do not know stay unsaid. */
export const unknownFormat = defineRule({
  code: "DSK309",
  name: "unknown-format",
  consequence: "install",
  docs: {
    what: "The `format` of a filesystem is misspelt.",
    why: "disko takes any word and runs `mkfs.WORD`; when there is no such command the installation stops with the disk already partitioned.",
    bad: `{
  disko.devices.disk.main = {
    device = "/dev/disk/by-id/nvme-EXAMPLE";
    content = { type = "filesystem"; format = "vfta"; mountpoint = "/boot"; };
  };
}`,
    good: `{
  disko.devices.disk.main = {
    device = "/dev/disk/by-id/nvme-EXAMPLE";
    content = { type = "filesystem"; format = "vfat"; mountpoint = "/boot"; };
  };
}`,
    sources: ["https://github.com/nix-community/disko/blob/master/lib/types/filesystem.nix"],
  },

  *check({ layout, syntax }) {
    for (const object of everyObject(layout.objects)) {
      const format = object.type === "filesystem" ? certainString(object, "format") : undefined;
      if (format === undefined || FORMATS.includes(format.value)) continue;
      const wanted = OTHER_WORDS.get(format.value) ?? didYouMean(format.value, FORMATS);
      if (wanted === undefined) continue;
      yield {
        at: format.at,
        message: `There is no \`mkfs.${format.value}\`, so the installation fails on \`${holderName(object)}\` when the disk is already partitioned. Did you mean "${wanted}"?`,
        fixes: replaceString(syntax, format.at, [format.value, wanted], false),
      };
    }
  },
});
