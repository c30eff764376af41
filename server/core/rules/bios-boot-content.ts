import { stringOf } from "../disko/attribute-value.ts";
import type { DiskoObject } from "../disko/layout.ts";
import { bootLoader } from "../machine/boot-loader.ts";
import { contentOf, gptPartitions, partitionKind } from "../machine/boot-partitions.ts";
import { defineRule } from "./rule.ts";

/** Something in the partition that GRUB writes itself into. */
export const biosBootContent = defineRule({
  code: "DSK610",
  name: "bios-boot-content",
  consequence: "loss",
  ofMachine: true,
  docs: {
    what: "A partition of the type EF02, which belongs to GRUB, holds a filesystem or something else.",
    why: "GRUB for BIOS writes itself into the first partition of this type, over what is there; disko names the disk to it because of the type. A machine with UEFI has no use for the type, and finds no system partition under it.",
    bad: `{
  disko.devices.disk.main = {
    device = "/dev/sda";
    content = {
      type = "gpt";
      partitions = {
        boot = { size = "1G"; type = "EF02"; content = { type = "filesystem"; format = "vfat"; mountpoint = "/boot"; }; };
        root = { size = "100%"; content = { type = "btrfs"; mountpoint = "/"; }; };
      };
    };
  };
}`,
    good: `{
  disko.devices.disk.main = {
    device = "/dev/sda";
    content = {
      type = "gpt";
      partitions = {
        boot = { size = "1M"; type = "EF02"; };
        root = { size = "100%"; content = { type = "btrfs"; mountpoint = "/"; }; };
      };
    };
  };
}`,
    sources: [
      "https://www.gnu.org/software/grub/manual/grub/html_node/BIOS-installation.html",
      "https://github.com/nix-community/disko/issues/1068",
      "https://github.com/nix-community/disko/blob/master/lib/types/gpt.nix",
    ],
  },

  *check({ layout, machine }) {
    const loader = bootLoader(machine);
    // Without GRUB the type says nothing to anybody; that it is the wrong one says DSK604.
    if (loader !== undefined && loader.name !== "grub") return;
    for (const partition of gptPartitions(layout.objects)) {
      const content = partitionKind(partition) === "bios-boot" ? contentOf(partition) : undefined;
      const at = partition.attributes.get("type")?.definitions[0]?.at;
      if (content === undefined || content.conditional || at === undefined || !isWritten(content)) continue;
      yield {
        at,
        message: `Partition \`${partition.name}\` has the type EF02, so GRUB writes itself into it when it is installed, over ${whatIsThere(content)}. Give GRUB a partition of its own, \`{ size = "1M"; type = "EF02"; }\`, and this one the type of what it holds ("EF00" for an EFI system partition).`,
        related: [{ at: content.at, message: "would be written over" }],
      };
    }
  },
});

function isWritten(content: DiskoObject): boolean {
  return stringOf(content, "type").kind === "known";
}

function whatIsThere(content: DiskoObject): string {
  const mountpoint = stringOf(content, "mountpoint");
  const format = stringOf(content, content.type === "filesystem" ? "format" : "type");
  const what = format.kind === "known" ? `the ${format.value}` : "what it holds";
  return mountpoint.kind === "known" ? `${what} of ${mountpoint.value}` : what;
}
