import { knownString } from "../disko/attribute-value.ts";
import type { DiskoObject } from "../disko/layout.ts";
import { bootLoader, onlyGrubDevice } from "../machine/boot-loader.ts";
import { contentOf, gptPartitions } from "../machine/boot-partitions.ts";
import { placeOf } from "../machine/machine.ts";
import { defineRule } from "./rule.ts";

/** A disk that both disko and the host name to GRUB. */
export const grubDeviceTwice = defineRule({
  code: "DSK611",
  name: "grub-device-twice",
  consequence: "evaluation",
  ofMachine: true,
  docs: {
    what: "`boot.loader.grub.device` names a disk that disko names to GRUB already.",
    why: "disko adds each disk with a partition of the type EF02 to `boot.loader.grub.devices`. With the same disk in `boot.loader.grub.device` the list has it twice, and NixOS refuses to build the system: `You cannot have duplicated devices in mirroredBoots`.",
    bad: `{
  system.stateVersion = "25.05";
  boot.loader.grub.enable = true;
  boot.loader.grub.device = "/dev/sda";
  disko.devices.disk.main = {
    device = "/dev/sda";
    content = {
      type = "gpt";
      partitions = {
        boot = { size = "1M"; type = "EF02"; };
        root = { size = "100%"; content = { type = "filesystem"; format = "ext4"; mountpoint = "/"; }; };
      };
    };
  };
}`,
    good: `{
  system.stateVersion = "25.05";
  boot.loader.grub.enable = true;
  disko.devices.disk.main = {
    device = "/dev/sda";
    content = {
      type = "gpt";
      partitions = {
        boot = { size = "1M"; type = "EF02"; };
        root = { size = "100%"; content = { type = "filesystem"; format = "ext4"; mountpoint = "/"; }; };
      };
    };
  };
}`,
    sources: [
      "https://github.com/nix-community/disko/pull/425",
      "https://github.com/nix-community/disko/blob/master/lib/types/gpt.nix",
      "https://github.com/NixOS/nixpkgs/blob/master/nixos/modules/system/boot/loader/grub/grub.nix",
    ],
  },

  *check({ machine, paths }) {
    const loader = bootLoader(machine);
    const device = machine?.whole ? onlyGrubDevice(machine) : undefined;
    // For UEFI the list may have a disk twice.
    if (!machine || loader?.name !== "grub" || loader.firmware !== "bios" || device === undefined) return;
    for (const disk of machine.layout?.objects ?? []) {
      const partition = namedToGrub(disk, device);
      if (!partition || !paths.includes(partition.at.path)) continue;
      const told = placeOf(machine, "boot", "loader", "grub", "device");
      yield {
        at: partition.attributes.get("type")?.definitions[0]?.at ?? partition.at,
        message: `disko names ${device} to GRUB because of this partition, and \`boot.loader.grub.device\` of ${machine.name} names it once more: NixOS refuses to build the system (\`You cannot have duplicated devices in mirroredBoots\`). Remove \`boot.loader.grub.device\`.`,
        related: told ? [{ at: told, message: "names the disk once more" }] : [],
      };
    }
  },
});

/** The partition because of which disko adds the disk: it looks for this very type. */
function namedToGrub(disk: DiskoObject, device: string): DiskoObject | undefined {
  const table = contentOf(disk);
  if (disk.type !== "disk" || disk.conditional || knownString(disk, "device") !== device) return undefined;
  if (table?.type !== "gpt" || table.conditional || table.attributes.has("device")) return undefined;
  return gptPartitions([table]).find((one) => !one.conditional && knownString(one, "type") === "EF02");
}
