import { partitionLabel } from "../disko/device-path.ts";
import { everyObject } from "../disko/every-object.ts";
import type { DiskoObject } from "../disko/layout.ts";
import { nameBoth } from "../disko/object-name.ts";
import { isFoundByLabel } from "../disko/partition-label.ts";
import { defineRule } from "./rule.ts";

/** Two GPT partitions with one label. disko finds partitions by label, so one of them is found for both. */
export const duplicatePartitionLabel = defineRule({
  code: "DSK310",
  name: "duplicate-partition-label",
  consequence: "install",
  docs: {
    what: "Two partitions have the same GPT label.",
    why: "disko finds a partition under /dev/disk/by-partlabel. With one label for two there is one such name: the second filesystem is not made, and what is mounted in its place is the first, or nothing.",
    bad: `{
  disko.devices.disk.main = {
    device = "/dev/disk/by-id/nvme-EXAMPLE";
    content = {
      type = "gpt";
      partitions.a = { size = "10G"; label = "data"; content = { type = "btrfs"; mountpoint = "/a"; }; };
      partitions.b = { size = "10G"; label = "data"; content = { type = "btrfs"; mountpoint = "/b"; }; };
    };
  };
}`,
    good: `{
  disko.devices.disk.main = {
    device = "/dev/disk/by-id/nvme-EXAMPLE";
    content = {
      type = "gpt";
      partitions.a = { size = "10G"; content = { type = "btrfs"; mountpoint = "/a"; }; };
      partitions.b = { size = "10G"; content = { type = "btrfs"; mountpoint = "/b"; }; };
    };
  };
}`,
    sources: ["https://github.com/nix-community/disko/blob/master/lib/types/gpt.nix"],
  },

  *check({ layout }) {
    const first = new Map<string, DiskoObject>();
    for (const partition of everyObject(layout.objects)) {
      const label = isFoundByLabel(partition) ? partitionLabel(partition) : undefined;
      if (label === undefined) continue;
      const other = first.get(label);
      if (other === undefined) first.set(label, partition);
      else {
        const written = [partition, other].find((one) => one.attributes.has("label")) ?? partition;
        yield {
          at: written.attributes.get("label")?.definitions[0]?.at ?? written.at,
          message: `Partitions ${nameBoth(other, partition)} have the same label "${label}", by which disko finds them: it makes one filesystem for both, and mounts it in both places or stops there, when the disk is already wiped. Give each its own.`,
          related: [{ at: (written === partition ? other : partition).at, message: "has the same label" }],
        };
      }
    }
  },
});
