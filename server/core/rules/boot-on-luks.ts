import { luksInWords } from "../disko/encryption-names.ts";
import type { DiskoObject, Layout, Mount } from "../disko/layout.ts";
import { bootLoader } from "../machine/boot-loader.ts";
import { mountpointAbove } from "../machine/boot-mounts.ts";
import { switchedOn } from "../machine/machine.ts";
import { defineRule } from "./rule.ts";

/** GRUB with its files in a LUKS container that it is not told to open. */
export const bootOnLuks = defineRule({
  code: "DSK612",
  name: "boot-on-luks",
  consequence: "install",
  needsWholeFiles: true,
  ofMachine: true,
  docs: {
    what: "/boot lies in a LUKS container, and GRUB is not built to open it.",
    why: "GRUB reads its menu, the kernel and the initrd from /boot. Without `boot.loader.grub.enableCryptodisk` it refuses to be installed there, when the disk is formatted: `attempt to install to encrypted disk without cryptodisk enabled`. The usual way is a /boot of its own outside of the container.",
    bad: `{
  system.stateVersion = "25.05";
  boot.loader.grub.enable = true;
  disko.devices.disk.main = {
    device = "/dev/sda";
    content = {
      type = "gpt";
      partitions = {
        grub = { size = "1M"; type = "EF02"; };
        luks = { size = "100%"; content = { type = "luks"; name = "crypted"; content = { type = "btrfs"; mountpoint = "/"; }; }; };
      };
    };
  };
}`,
    good: `{
  system.stateVersion = "25.05";
  boot.loader.grub.enable = true;
  boot.loader.grub.enableCryptodisk = true;
  disko.devices.disk.main = {
    device = "/dev/sda";
    content = {
      type = "gpt";
      partitions = {
        grub = { size = "1M"; type = "EF02"; };
        luks = { size = "100%"; content = { type = "luks"; name = "crypted"; content = { type = "btrfs"; mountpoint = "/"; }; }; };
      };
    };
  };
}`,
    sources: [
      "https://search.nixos.org/options?show=boot.loader.grub.enableCryptodisk",
      "https://cgit.git.savannah.gnu.org/cgit/grub.git/tree/util/grub-install.c",
      "https://github.com/NixOS/nixpkgs/pull/4193",
    ],
  },

  *check({ machine, layout }) {
    const loader = bootLoader(machine);
    if (!machine?.mounts || loader?.name !== "grub") return;
    if (machine.configuration.option(["boot", "loader", "grub", "mirroredBoots"]).kind !== "absent") return;
    if (switchedOn(machine, ["boot", "loader", "grub", "enableCryptodisk"], false) !== false) return;
    const mount = mountOfBoot(layout, mountpointAbove("/boot", machine.mounts.keys()));
    const container = mount && containerOf(mount.object);
    if (!mount || !container) return;
    yield {
      at: container.at,
      message: `/boot of ${machine.name} lies in ${luksInWords(container)}, and GRUB is not told to open it: installing the boot loader fails at the end, when the disk is formatted. Set \`boot.loader.grub.enableCryptodisk = true\`, or mount a partition outside of the container at /boot.`,
      related: loader.at ? [{ at: loader.at, message: "the boot loader" }] : [],
    };
  },
});

function mountOfBoot({ mounts }: Layout, mountpoint: string | undefined): Mount | undefined {
  return mounts.find((mount) => mount.mountpoint.certain && mount.mountpoint.value === mountpoint);
}

/** The innermost LUKS around a content; undefined where something around it is uncertain. */
function containerOf(content: DiskoObject): DiskoObject | undefined {
  for (let outer = content.parent; outer !== undefined; outer = outer.parent) {
    if (outer.conditional) return undefined;
    if (outer.type === "luks") return outer;
  }
  return undefined;
}
