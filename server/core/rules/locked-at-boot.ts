import { luksInWords } from "../disko/encryption-names.ts";
import { lockedMounts } from "../machine/encryption-root.ts";
import { placeKey } from "../mounts/written-options.ts";
import { defineRule } from "./rule.ts";
import { removeBinding } from "./source-fix.ts";

/** A filesystem that the initrd has to mount, in a LUKS that nobody opens there. */
export const lockedAtBoot = defineRule({
  code: "DSK355",
  name: "locked-at-boot",
  consequence: "boot",
  ofMachine: true,
  needsWholeFiles: true,
  docs: {
    what: "`initrdUnlock = false` on a LUKS that holds / or /nix.",
    why: "Then disko writes no `boot.initrd.luks.devices` for it, and nobody opens it in the initrd: the device of the root filesystem never appears, and the machine does not boot. `initrdUnlock = false` is for LUKS devices that are opened later, with data.",
    bad: `{
  system.stateVersion = "25.11";
  disko.devices.disk.main = {
    device = "/dev/disk/by-id/nvme-EXAMPLE";
    content = {
      type = "luks";
      name = "crypted";
      initrdUnlock = false;
      content = { type = "filesystem"; format = "ext4"; mountpoint = "/"; };
    };
  };
}`,
    good: `{
  system.stateVersion = "25.11";
  disko.devices.disk.main = {
    device = "/dev/disk/by-id/nvme-EXAMPLE";
    content = {
      type = "luks";
      name = "crypted";
      content = { type = "filesystem"; format = "ext4"; mountpoint = "/"; };
    };
  };
}`,
    sources: [
      "https://github.com/nix-community/disko/blob/master/lib/types/luks.nix",
      "https://github.com/NixOS/nixpkgs/blob/master/nixos/modules/system/boot/luksroot.nix",
    ],
  },

  *check(context) {
    if (context.layout.installsOnly) return;
    const said = new Set<string>();
    for (const { mount, luks, at } of lockedMounts(context.layout, context.machine, context)) {
      if (said.has(placeKey(at))) continue;
      said.add(placeKey(at));
      yield {
        at,
        message: `${mount.mountpoint.value} lies in ${luksInWords(luks)}, and with \`initrdUnlock = false\` nobody opens that in the initrd: its device never appears, and the machine does not boot. Take \`initrdUnlock\` out, or say in \`boot.initrd.luks.devices\` how it is opened.`,
        related: [{ at: mount.mountpoint.at, message: "needed to boot" }],
        fixes: removeBinding(
          context.syntax,
          luks.attributes.get("initrdUnlock")?.binding,
          "Remove `initrdUnlock`",
          false,
        ),
      };
    }
  },
});
