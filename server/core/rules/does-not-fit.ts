import { certainString } from "../disko/attribute-value.ts";
import type { DiskoObject } from "../disko/layout.ts";
import { failureOnEveryDisk, placePartitions, requestOf } from "../disko/partition-extent.ts";
import { partitionsInOrder, takesTheRest } from "../disko/partition-order.ts";
import { SECTOR, sizeText } from "../disko/sgdisk-place.ts";
import { reportedDisk } from "../machine/capacity.ts";
import { defineRule } from "./rule.ts";
import { replaceString } from "./source-fix.ts";

/** Partitions that are larger together than the disk of the host. */
export const doesNotFit = defineRule({
  code: "DSK312",
  name: "does-not-fit",
  consequence: "install",
  ofMachine: true,
  needsWholeFiles: true,
  docs: {
    what: "The partitions of a disk are larger than the disk, as the hardware report of the host (nixos-facter) has it.",
    why: "sgdisk makes one partition after the other and stops at the one that has no room, when the disk is already wiped. Makers count in powers of ten: a disk of 1 TB has 931G. Nothing is said where the host has no report, or the report no such disk.",
    bad: `# facter.json: {"version":1,"hardware":{"disk":[{"model":"ACME SSD 500GB","unix_device_names":["/dev/disk/by-id/nvme-EXAMPLE"],"resources":[{"type":"size","unit":"sectors","value_1":976773168,"value_2":512}]}]}}
{
  system.stateVersion = "25.05";
  hardware.facter.reportPath = ./facter.json;
  disko.devices.disk.main = {
    device = "/dev/disk/by-id/nvme-EXAMPLE";
    content = {
      type = "gpt";
      partitions.root = { size = "1T"; content = { type = "btrfs"; mountpoint = "/"; }; };
    };
  };
}`,
    good: `# facter.json: {"version":1,"hardware":{"disk":[{"model":"ACME SSD 500GB","unix_device_names":["/dev/disk/by-id/nvme-EXAMPLE"],"resources":[{"type":"size","unit":"sectors","value_1":976773168,"value_2":512}]}]}}
{
  system.stateVersion = "25.05";
  hardware.facter.reportPath = ./facter.json;
  disko.devices.disk.main = {
    device = "/dev/disk/by-id/nvme-EXAMPLE";
    content = {
      type = "gpt";
      partitions.root = { size = "100%"; content = { type = "btrfs"; mountpoint = "/"; }; };
    };
  };
}`,
    sources: [
      "https://github.com/nix-community/disko/blob/v1.13.0/lib/types/gpt.nix",
      "https://github.com/nix-community/nixos-facter",
      "https://www.rodsbooks.com/gdisk/sgdisk.html",
    ],
  },

  *check({ layout, machine, syntax }) {
    for (const disk of layout.objects) {
      const reported = disk.type === "disk" && !disk.conditional ? reportedDisk(machine, disk) : undefined;
      const table = disk.children.find(({ type }) => type === "gpt");
      const order = table && partitionsInOrder(table);
      if (reported?.size === undefined || order === undefined) continue;
      const requests = order.flatMap((one) => requestOf(one) ?? []);
      if (requests.length < order.length || failureOnEveryDisk(requests) !== undefined) continue;
      const { refused, room } = placePartitions(requests, reported.size);
      if (refused === undefined) continue;
      const { partition } = refused;
      const size = certainString(partition, "size");
      const at = certainString(partition, "end") ?? size ?? certainString(partition, "start");
      yield {
        at: at?.at ?? partition.at,
        message: `Partition \`${partition.name}\`${size ? ` (${size.value})` : ""} does not fit on disk \`${disk.name}\`: ${reported.model ?? reported.device} has ${sizeText(reported.size / SECTOR)}${order.indexOf(partition) > 0 ? `, and the partitions before it leave ${sizeText(room)}` : ""}. The installation stops when the disk is already wiped. Write a smaller size, or "100%" for all that is left.`,
        fixes: size && isOnlyRest(order, partition) ? replaceString(syntax, size.at, [size.value, "100%"], false) : [],
      };
    }
  },
});

/** It can take all that is left: it is the last, and has no place of its own. */
function isOnlyRest(order: readonly DiskoObject[], partition: DiskoObject): boolean {
  const placed = ["start", "end", "priority"].some((name) => partition.attributes.has(name));
  return !placed && order.at(-1) === partition && !order.some(takesTheRest);
}
