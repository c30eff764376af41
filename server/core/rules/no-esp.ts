import { lacksEsp, loaderInWords, refusesOtherThanEsp } from "../machine/boot-esp.ts";
import { bootLoader } from "../machine/boot-loader.ts";
import { gptPartitions, partitionKind } from "../machine/boot-partitions.ts";
import type { Machine } from "../machine/machine.ts";
import { defineRule } from "./rule.ts";

/** A UEFI boot loader, and nothing is mounted where it wants its files. */
export const noEsp = defineRule({
  code: "DSK602",
  name: "no-esp",
  consequence: "install",
  needsWholeFiles: true,
  ofMachine: true,
  docs: {
    what: "The host has a boot loader for UEFI, and no EFI system partition is mounted for it.",
    why: "The boot loader is installed last, when the disk is formatted and the system is copied: `efiSysMountPoint = '/boot' is not a mounted partition` says systemd-boot, `doesn't look like an EFI partition` says GRUB.",
    bad: `{
  system.stateVersion = "25.05";
  boot.loader.systemd-boot.enable = true;
  disko.devices.disk.main = {
    device = "/dev/disk/by-id/nvme-EXAMPLE";
    content = {
      type = "gpt";
      partitions.root = { size = "100%"; content = { type = "btrfs"; mountpoint = "/"; }; };
    };
  };
}`,
    good: `{
  system.stateVersion = "25.05";
  boot.loader.systemd-boot.enable = true;
  disko.devices.disk.main = {
    device = "/dev/disk/by-id/nvme-EXAMPLE";
    content = {
      type = "gpt";
      partitions = {
        ESP = { size = "1G"; type = "EF00"; content = { type = "filesystem"; format = "vfat"; mountpoint = "/boot"; mountOptions = [ "umask=0077" ]; }; };
        root = { size = "100%"; content = { type = "btrfs"; mountpoint = "/"; }; };
      };
    };
  };
}`,
    sources: [
      "https://github.com/NixOS/nixpkgs/blob/master/nixos/modules/system/boot/loader/systemd-boot/systemd-boot.nix",
      "https://github.com/NixOS/nixpkgs/blob/master/nixos/modules/system/boot/loader/efi.nix",
      "https://github.com/openzfs/openzfs-docs/issues/294",
    ],
  },

  *check({ machine, paths }) {
    const loader = bootLoader(machine);
    const first = machine?.layout?.objects[0];
    if (!machine || !loader || !first || !paths.includes(first.at.path)) return;
    if (!lacksEsp(machine, loader) || hasEsp(machine)) return;
    yield {
      at: first.at,
      message: `${machine.name} boots with ${loaderInWords(loader)}, which needs an EFI system partition at ${loader.espAt}, and none is mounted there: ${
        refusesOtherThanEsp(loader)
          ? "installing the boot loader fails at the end, when the disk is formatted."
          : "the boot loader is written into a folder that the firmware does not see, and the machine does not boot."
      } Add a partition with \`type = "EF00"\` that holds \`vfat\` and has \`mountpoint = "${loader.espAt}"\`.`,
      consequence: refusesOtherThanEsp(loader) ? "install" : "boot",
      related: loader.at ? [{ at: loader.at, message: "the boot loader" }] : [],
    };
  },
});

function hasEsp({ layout }: Machine): boolean {
  // A partition whose type is not known may be one.
  return gptPartitions(layout?.objects ?? []).some((one) => {
    const kind = partitionKind(one);
    return kind === "esp" || kind === undefined;
  });
}
