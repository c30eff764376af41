import { stringOf } from "../disko/attribute-value.ts";
import type { DiskoObject } from "../disko/layout.ts";
import { lacksEsp, loaderInWords, refusesOtherThanEsp } from "../machine/boot-esp.ts";
import { bootLoader } from "../machine/boot-loader.ts";
import { contentOf, gptPartitions, partitionKind } from "../machine/boot-partitions.ts";
import type { Fix } from "../text/finding.ts";
import type { Location } from "../text/span.ts";
import { defineRule } from "./rule.ts";
import { replaceString, type SyntaxOf } from "./source-fix.ts";

/** An EFI system partition that is mounted at another place than the boot loader looks. */
export const espElsewhere = defineRule({
  code: "DSK603",
  name: "esp-elsewhere",
  consequence: "install",
  needsWholeFiles: true,
  ofMachine: true,
  docs: {
    what: "The EFI system partition is not mounted where the host's boot loader looks for it.",
    why: "Boot loaders go to `boot.loader.efi.efiSysMountPoint`, which is /boot where nobody sets it. With the partition at /boot/efi or /efi, or not mounted at all, systemd-boot stops the installation at its end: `efiSysMountPoint = '/boot' is not a mounted partition`.",
    bad: `{
  system.stateVersion = "25.05";
  boot.loader.systemd-boot.enable = true;
  disko.devices.disk.main = {
    device = "/dev/disk/by-id/nvme-EXAMPLE";
    content = {
      type = "gpt";
      partitions = {
        ESP = { size = "1G"; type = "EF00"; content = { type = "filesystem"; format = "vfat"; mountpoint = "/boot/efi"; }; };
        root = { size = "100%"; content = { type = "btrfs"; mountpoint = "/"; }; };
      };
    };
  };
}`,
    good: `{
  system.stateVersion = "25.05";
  boot.loader.systemd-boot.enable = true;
  boot.loader.efi.efiSysMountPoint = "/boot/efi";
  disko.devices.disk.main = {
    device = "/dev/disk/by-id/nvme-EXAMPLE";
    content = {
      type = "gpt";
      partitions = {
        ESP = { size = "1G"; type = "EF00"; content = { type = "filesystem"; format = "vfat"; mountpoint = "/boot/efi"; mountOptions = [ "umask=0077" ]; }; };
        root = { size = "100%"; content = { type = "btrfs"; mountpoint = "/"; }; };
      };
    };
  };
}`,
    sources: [
      "https://search.nixos.org/options?show=boot.loader.efi.efiSysMountPoint",
      "https://github.com/NixOS/nixpkgs/blob/master/nixos/modules/system/boot/loader/systemd-boot/systemd-boot.nix",
      "https://github.com/NixOS/nixpkgs/issues/289848",
    ],
  },

  *check({ machine, paths, syntax }) {
    const loader = bootLoader(machine);
    if (!machine || !loader || !lacksEsp(machine, loader)) return;
    const partitions = gptPartitions(machine.layout?.objects ?? []);
    if (partitions.some((one) => partitionKind(one) === undefined)) return;
    const esp = partitions.find((one) => partitionKind(one) === "esp");
    const place = esp && placeOfEsp(esp);
    if (!esp || !place || !paths.includes(place.at.path)) return;
    const wanted = loader.espAt ?? "/boot";
    const here = place.mountpoint === undefined ? "is not mounted" : `is mounted at ${place.mountpoint}`;
    const other =
      place.mountpoint === undefined ? "" : `, or set \`boot.loader.efi.efiSysMountPoint = "${place.mountpoint}"\``;
    const refuses = refusesOtherThanEsp(loader);
    yield {
      at: place.at,
      consequence: refuses ? "install" : "boot",
      message: `The EFI system partition \`${esp.name}\` ${here}, and ${loaderInWords(loader)} on ${machine.name} looks for it at ${wanted}, where nothing is mounted: ${
        refuses
          ? "installing the boot loader fails at the end, when the disk is formatted"
          : "it is written into a folder that the firmware does not see, and the machine does not boot"
      }. Write \`mountpoint = "${wanted}"\`${other}.`,
      related: loader.at ? [{ at: loader.at, message: "the boot loader" }] : [],
      fixes: mountThere(place, wanted, syntax),
    };
  },
});

interface EspPlace {
  readonly at: Location;
  readonly mountpoint: string | undefined;
}

/** Undefined where it cannot be told whether it is mounted. */
function placeOfEsp(esp: DiskoObject): EspPlace | undefined {
  const content = contentOf(esp);
  if (content?.type !== "filesystem") return undefined;
  const mountpoint = stringOf(content, "mountpoint");
  if (mountpoint.kind === "unknown") return undefined;
  if (mountpoint.kind === "absent") return { at: esp.at, mountpoint: undefined };
  return mountpoint.certain ? { at: mountpoint.at, mountpoint: mountpoint.value } : undefined;
}

function mountThere({ at, mountpoint }: EspPlace, wanted: string, syntax: SyntaxOf): Fix[] {
  return mountpoint === undefined ? [] : replaceString(syntax, at, [mountpoint, wanted], false);
}
