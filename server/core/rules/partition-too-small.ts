import { certainString, knownString } from "../disko/attribute-value.ts";
import { everyObject } from "../disko/every-object.ts";
import type { DiskoObject, Written } from "../disko/layout.ts";
import { readPlace, SECTOR, sizeText } from "../disko/sgdisk-place.ts";
import { smallestDevice } from "../disko/smallest-content.ts";
import { defineRule } from "./rule.ts";

/** Partitions that are too small for what is to be made in them, often for want of a unit. */
export const partitionTooSmall = defineRule({
  code: "DSK319",
  name: "partition-too-small",
  consequence: "install",
  docs: {
    what: "A partition is smaller than its filesystem can be, or its size has no unit and counts sectors.",
    why: "A btrfs needs 109 MiB, an XFS 300 MiB; mkfs refuses less, when the disk is already partitioned. A size without a letter is a number of sectors, of 512 bytes on most disks.",
    bad: `{
  disko.devices.disk.main = {
    device = "/dev/disk/by-id/nvme-EXAMPLE";
    content = {
      type = "gpt";
      partitions.data = { size = "100M"; content = { type = "btrfs"; mountpoint = "/data"; }; };
    };
  };
}`,
    good: `{
  disko.devices.disk.main = {
    device = "/dev/disk/by-id/nvme-EXAMPLE";
    content = {
      type = "gpt";
      partitions.data = { size = "10G"; content = { type = "btrfs"; mountpoint = "/data"; }; };
    };
  };
}`,
    sources: [
      "https://btrfs.readthedocs.io/en/latest/mkfs.btrfs.html",
      "https://git.kernel.org/pub/scm/fs/xfs/xfsprogs-dev.git/tree/mkfs/xfs_mkfs.c",
      "https://www.rodsbooks.com/gdisk/sgdisk.html",
    ],
  },

  *check({ layout }) {
    for (const partition of everyObject(layout.objects)) {
      const content = partition.type === "gpt_partition" && !partition.open ? partition.children[0] : undefined;
      const written = sizeOf(partition);
      const sectors = written && readPlace(written.value).sectors;
      if (content === undefined || written === undefined || sectors === undefined) continue;
      const smallest = smallestDevice(content);
      const noUnit = /[0-9]$/.test(written.value) && sectors < FEW_SECTORS;
      const size = noUnit ? `${sectors} sectors, which is ${sizeText(sectors)}` : written.value.replace("+", "");
      const unit = noUnit ? ` Without a letter sgdisk counts sectors of ${SECTOR} bytes.` : "";
      if (smallest !== undefined && sectors * SECTOR < smallest) {
        yield {
          at: written.at,
          message: `Partition \`${partition.name}\` gets ${size}, and ${nameOf(content)} needs ${sizeText(Math.ceil(smallest / 2 ** 20) * (2 ** 20 / SECTOR))}: mkfs refuses it when the disk is already partitioned.${unit} Write a larger size.`,
        };
      } else if (noUnit && content.type !== "luks") {
        yield {
          at: written.at,
          consequence: "silent",
          message: `Partition \`${partition.name}\` gets ${size}.${unit} Write the unit, such as "${written.value.replace("+", "")}M".`,
        };
      }
    }
  },
});

/** 16 MiB: nobody writes a filesystem that small on purpose. */
const FEW_SECTORS = 32768;

/** `size`, or an `end` that counts from the start. */
function sizeOf(partition: DiskoObject): Written<string> | undefined {
  const size = certainString(partition, partition.attributes.has("end") ? "end" : "size");
  const form = partition.attributes.has("end") ? /^\+[0-9]+[KMGTP]?$/ : /^[0-9]+[KMGTP]?$/;
  return size !== undefined && form.test(size.value) ? size : undefined;
}

function nameOf(content: DiskoObject): string {
  const inside = content.type === "luks" ? content.children[0] : undefined;
  if (inside !== undefined) return nameOf(inside);
  return content.type === "filesystem" ? (knownString(content, "format") ?? "its filesystem") : content.type;
}
