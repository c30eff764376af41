import { knownString } from "../disko/attribute-value.ts";
import type { DiskoObject } from "../disko/layout.ts";
import { bootLoader, grubDevices } from "../machine/boot-loader.ts";
import { contentOf, gptPartitions, knowsPartitions, partitionKind } from "../machine/boot-partitions.ts";
import { type Machine, placeOf, switchedOn } from "../machine/machine.ts";
import type { Location } from "../text/span.ts";
import { defineRule } from "./rule.ts";

/** GRUB for BIOS on a GPT that has no place for it. */
export const noBiosBootPartition = defineRule({
  code: "DSK605",
  name: "no-bios-boot-partition",
  consequence: "install",
  needsWholeFiles: true,
  ofMachine: true,
  docs: {
    what: "GRUB is to be installed on a disk with a GPT for machines without UEFI, and the disk has no BIOS boot partition.",
    why: "A GPT leaves no room behind the first sector, so GRUB lies in a small partition of the type EF02, without a filesystem. Without one the installation stops at its end: `this GPT partition label contains no BIOS Boot Partition; embedding won't be possible`. disko names the disks that have one to GRUB by itself.",
    bad: `{
  system.stateVersion = "25.05";
  boot.loader.grub.enable = true;
  boot.loader.grub.device = "/dev/sda";
  disko.devices.disk.main = {
    device = "/dev/sda";
    content = {
      type = "gpt";
      partitions.root = { size = "100%"; content = { type = "filesystem"; format = "ext4"; mountpoint = "/"; }; };
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
      "https://www.gnu.org/software/grub/manual/grub/html_node/BIOS-installation.html",
      "https://github.com/nix-community/disko/issues/414",
      "https://github.com/nix-community/disko/blob/master/lib/types/gpt.nix",
    ],
  },

  *check({ machine, paths }) {
    if (!machine || !installsOnDisks(machine)) return;
    const devices = grubDevices(machine) ?? [];
    const option = placeOf(machine, ...GRUB, "device") ? "device" : "devices";
    const told = placeOf(machine, ...GRUB, option);
    for (const disk of machine.layout?.objects ?? []) {
      const device = disk.type === "disk" && !disk.conditional ? knownString(disk, "device") : undefined;
      const table = contentOf(disk);
      if (device === undefined || !devices.includes(device) || !table || !paths.includes(disk.at.path)) continue;
      if (table.type !== "gpt" || !knowsPartitions(table) || !hasNoPlaceForGrub(table)) continue;
      yield {
        at: partitionsOf(table) ?? disk.at,
        message: `GRUB is to be installed on ${device}, disk \`${disk.name}\`, whose GPT has no BIOS boot partition: installing the boot loader fails at the end, when the disk is formatted. Add a partition \`boot = { size = "1M"; type = "EF02"; };\` and leave out \`boot.loader.grub.${option}\`: disko then tells GRUB.`,
        related: told ? [{ at: told, message: "GRUB is told to use the disk" }] : [],
      };
    }
  },
});

const GRUB = ["boot", "loader", "grub"] as const;

/** GRUB for BIOS, alone or beside that for UEFI: both are installed where a device is named. */
function installsOnDisks(machine: Machine): boolean {
  return bootLoader(machine)?.name === "grub" && switchedOn(machine, [...GRUB, "forceInstall"], false) === false;
}

function hasNoPlaceForGrub(table: DiskoObject): boolean {
  return gptPartitions([table]).every((one) => {
    const kind = partitionKind(one);
    return kind !== undefined && kind !== "bios-boot";
  });
}

function partitionsOf(table: DiskoObject): Location | undefined {
  return table.attributes.get("partitions")?.key;
}
