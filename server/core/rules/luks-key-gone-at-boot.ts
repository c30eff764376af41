import { luksInWords } from "../disko/encryption-names.ts";
import { everyObject } from "../disko/every-object.ts";
import { lostKeyFile } from "../machine/encryption-key-files.ts";
import { defineRule } from "./rule.ts";

/** A key file for the installation, which the machine looks for at every boot. */
export const luksKeyGoneAtBoot = defineRule({
  code: "DSK353",
  name: "luks-key-gone-at-boot",
  consequence: "better",
  ofMachine: true,
  needsWholeFiles: true,
  docs: {
    what: "`settings.keyFile` of a LUKS lies under /tmp.",
    why: "`settings` are for every boot: the initrd looks for the file, too, and its /tmp is empty. The scripted initrd waits ten seconds and stops there; systemd's asks for a passphrase. `passwordFile` is for the installation alone.",
    bad: `{
  disko.devices.disk.main = {
    device = "/dev/disk/by-id/nvme-EXAMPLE";
    content = {
      type = "luks";
      name = "crypted";
      settings.keyFile = "/tmp/secret.key";
      content = { type = "filesystem"; format = "ext4"; mountpoint = "/"; };
    };
  };
}`,
    good: `{
  disko.devices.disk.main = {
    device = "/dev/disk/by-id/nvme-EXAMPLE";
    content = {
      type = "luks";
      name = "crypted";
      passwordFile = "/tmp/secret.key";
      content = { type = "filesystem"; format = "ext4"; mountpoint = "/"; };
    };
  };
}`,
    sources: [
      "https://github.com/NixOS/nixpkgs/blob/master/nixos/modules/system/boot/luksroot.nix",
      "https://github.com/nix-community/disko/blob/master/lib/types/luks.nix",
      "https://man7.org/linux/man-pages/man5/crypttab.5.html",
    ],
  },

  *check(context) {
    const { layout, machine } = context;
    if (layout.installsOnly) return;
    const scripted = machine?.whole === true && machine.facts.initrd?.value === "scripted";
    for (const luks of everyObject(layout.objects).filter(({ type }) => type === "luks")) {
      const lost = lostKeyFile(luks, machine, context);
      if (lost === undefined) continue;
      yield {
        at: lost.at,
        consequence: scripted ? "boot" : "better",
        message: scripted
          ? `${luksInWords(luks)} is opened with ${lost.file} at every boot, and nothing puts that file into the initrd: the machine waits for it and stops. If it is for the installation alone, write \`passwordFile\` in place of \`settings.keyFile\`; else set \`settings.fallbackToPassword = true;\`.`
          : `The initrd looks for the key of ${luksInWords(luks)} in ${lost.file} at every boot, where nothing is unless \`boot.initrd.secrets\` puts it there: the scripted initrd stops, systemd's asks for a passphrase. If the file is for the installation alone, write \`passwordFile\` in place of \`settings.keyFile\`.`,
      };
    }
  },
});
