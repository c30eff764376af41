import { certainString } from "../disko/attribute-value.ts";
import { everyObject } from "../disko/every-object.ts";
import type { DiskoObject } from "../disko/layout.ts";
import { ALIGNMENT, BOUNDLESS, placePartitions, requestOf } from "../disko/partition-extent.ts";
import { partitionsInOrder } from "../disko/partition-order.ts";
import { readPlace, sizeText } from "../disko/sgdisk-place.ts";
import { defineRule } from "./rule.ts";
import { removeBinding } from "./source-fix.ts";

/** `size` beside `end`: disko makes the end of the size only where none is written. */
export const ignoredSize = defineRule({
  code: "DSK314",
  name: "ignored-size",
  consequence: "silent",
  docs: {
    what: "A partition has both `end` and `size`.",
    why: "disko computes the end of a partition from `size`; an `end` that is written takes its place, and the size is not looked at.",
    bad: `{
  disko.devices.disk.main = {
    device = "/dev/disk/by-id/nvme-EXAMPLE";
    content = {
      type = "gpt";
      partitions.data = { size = "10G"; end = "+20G"; content = { type = "btrfs"; mountpoint = "/data"; }; };
    };
  };
}`,
    good: `{
  disko.devices.disk.main = {
    device = "/dev/disk/by-id/nvme-EXAMPLE";
    content = {
      type = "gpt";
      partitions.data = { size = "20G"; content = { type = "btrfs"; mountpoint = "/data"; }; };
    };
  };
}`,
    sources: ["https://github.com/nix-community/disko/blob/v1.13.0/lib/types/gpt.nix"],
  },

  *check({ layout, syntax }) {
    for (const partition of everyObject(layout.objects)) {
      if (partition.type !== "gpt_partition" || partition.open) continue;
      const [size, end] = [certainString(partition, "size"), certainString(partition, "end")];
      const wanted = size && readPlace(size.value).sectors;
      if (size === undefined || end === undefined || wanted === undefined || !/^[0-9]+[KMGTP]?$/.test(size.value))
        continue;
      const made = madeByEnd(partition, end.value);
      if (made === undefined) continue;
      const isSame = typeof made === "number" && Math.abs(made - wanted) <= ALIGNMENT;
      const [sizeBinding, endBinding] = ["size", "end"].map((name) => partition.attributes.get(name)?.binding);
      const result =
        typeof made === "string" ? `lets it reach to ${made}` : `makes it ${sizeText(made)}, not ${size.value}`;
      yield {
        at: size.at,
        consequence: isSame ? "redundant" : "silent",
        tags: isSame ? ["unnecessary"] : [],
        message: `\`size\` of partition \`${partition.name}\` has no effect: \`end\` decides, and ${isSame ? "makes it as large" : result}. Remove one of the two.`,
        related: [{ at: end.at, message: "decides the size" }],
        fixes: [
          ...removeBinding(syntax, sizeBinding, "Remove `size`, which changes nothing", isSame),
          ...(isSame ? [] : removeBinding(syntax, endBinding, `Remove \`end\`: it becomes ${size.value}`, false)),
        ],
      };
    }
  },
});

/** Sectors of the partition as `end` makes it, or how far it reaches; undefined where that is not known. */
function madeByEnd(partition: DiskoObject, end: string): number | string | undefined {
  const { sign, sectors } = readPlace(end);
  if (sign === "-")
    return sectors === undefined ? "the end of the disk" : `${sizeText(sectors)} before the end of the disk`;
  if (sign === "+" || sectors === undefined) return sectors;
  const order = partition.parent && partitionsInOrder(partition.parent);
  const requests = order?.map(requestOf) ?? [];
  const known = requests.flatMap((one) => one ?? []);
  if (known.length < requests.length) return undefined;
  const own = placePartitions(known, BOUNDLESS).placed.find((one) => one.partition === partition);
  return own && own.last - own.first + 1;
}
