import { everyObject } from "../disko/every-object.ts";
import type { DiskoObject } from "../disko/layout.ts";
import { failureOnEveryDisk, requestOf } from "../disko/partition-extent.ts";
import { partitionsInOrder, takesTheRest } from "../disko/partition-order.ts";
import { defineRule } from "./rule.ts";

/** A partition that takes all the room left before others are made. */
export const noRoomForPartition = defineRule({
  code: "DSK307",
  name: "no-room-for-partition",
  consequence: "install",
  needsWholeFiles: true,
  docs: {
    what: "A partition takes the rest of the disk, and another one is made after it.",
    why: 'Without a size, or with "0", a partition takes all that is left, just as with "100%". The next one gets no room, and the installation stops when the disk is already wiped.',
    bad: `{
  disko.devices.disk.main = {
    device = "/dev/disk/by-id/nvme-EXAMPLE";
    content = {
      type = "gpt";
      partitions = {
        ESP = { type = "EF00"; content = { type = "filesystem"; format = "vfat"; mountpoint = "/boot"; }; };
        root = { size = "100%"; content = { type = "btrfs"; mountpoint = "/"; }; };
      };
    };
  };
}`,
    good: `{
  disko.devices.disk.main = {
    device = "/dev/disk/by-id/nvme-EXAMPLE";
    content = {
      type = "gpt";
      partitions = {
        ESP = { size = "1G"; type = "EF00"; content = { type = "filesystem"; format = "vfat"; mountpoint = "/boot"; }; };
        root = { size = "100%"; content = { type = "btrfs"; mountpoint = "/"; }; };
      };
    };
  };
}`,
    sources: [
      "https://github.com/nix-community/disko/blob/master/lib/types/gpt.nix",
      "https://www.rodsbooks.com/gdisk/sgdisk.html",
    ],
  },

  *check({ layout }) {
    for (const table of everyObject(layout.objects)) {
      const order = partitionsInOrder(table) ?? [];
      const greedy = order.findIndex(takesTheRest);
      const taker = order[greedy];
      const victim = order.slice(greedy + 1).find(needsRoom);
      if (taker === undefined || victim === undefined || mayHaveRoom(order)) continue;
      const size = taker.attributes.get("size")?.definitions[0];
      yield {
        at: size?.at ?? taker.at,
        message: `Partition \`${taker.name}\` takes all that is left of the disk, and \`${victim.name}\`, made after it, gets no room: the installation fails when the disk is already wiped. Give \`${taker.name}\` a size such as "1G".`,
        related: [{ at: victim.at, message: "gets no room" }],
      };
    }
  },
});

/** A partition with a place of its own may lie before the others. */
function needsRoom(partition: DiskoObject): boolean {
  return !partition.open && !partition.attributes.has("start") && !partition.attributes.has("end");
}

/** A partition with a place of its own may leave room before it: then the partitions are laid out to see. */
function mayHaveRoom(order: readonly DiskoObject[]): boolean {
  if (!order.some((one) => one.attributes.has("start") || one.attributes.has("end"))) return false;
  const requests = order.flatMap((one) => requestOf(one) ?? []);
  return requests.length < order.length || failureOnEveryDisk(requests) === undefined;
}
