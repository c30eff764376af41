import { luksInWords } from "../disko/encryption-names.ts";
import { everyObject } from "../disko/every-object.ts";
import { type Initrd, settingsOfOtherInitrd } from "../machine/encryption-initrd.ts";
import { defineRule } from "./rule.ts";
import { removeBinding } from "./source-fix.ts";

/** `settings` of a LUKS that are for the initrd that the host does not have. */
export const luksSettingOfOtherInitrd = defineRule({
  code: "DSK354",
  name: "luks-setting-of-other-initrd",
  consequence: "silent",
  ofMachine: true,
  docs: {
    what: "A setting of a LUKS that the initrd of the host does not know: systemd's, or the scripted one.",
    why: "`crypttabExtraOpts` are read by systemd only: with the scripted initrd no TPM and no FIDO2 token is asked, and nothing says so. The others NixOS checks, and it refuses the configuration.",
    bad: `{
  system.stateVersion = "25.11";
  boot.initrd.systemd.enable = false;
  disko.devices.disk.main = {
    device = "/dev/disk/by-id/nvme-EXAMPLE";
    content = {
      type = "luks";
      name = "crypted";
      settings.crypttabExtraOpts = [ "tpm2-device=auto" ];
      content = { type = "filesystem"; format = "ext4"; mountpoint = "/"; };
    };
  };
}`,
    good: `{
  system.stateVersion = "25.11";
  boot.initrd.systemd.enable = true;
  disko.devices.disk.main = {
    device = "/dev/disk/by-id/nvme-EXAMPLE";
    content = {
      type = "luks";
      name = "crypted";
      settings.crypttabExtraOpts = [ "tpm2-device=auto" ];
      content = { type = "filesystem"; format = "ext4"; mountpoint = "/"; };
    };
  };
}`,
    sources: [
      "https://github.com/NixOS/nixpkgs/blob/master/nixos/modules/system/boot/luksroot.nix",
      "https://github.com/NixOS/nixpkgs/pull/195758",
    ],
  },

  *check({ layout, machine, syntax }) {
    const initrd = machine?.facts.initrd;
    if (initrd === undefined || layout.installsOnly) return;
    for (const luks of everyObject(layout.objects).filter(({ type }) => type === "luks")) {
      for (const { name, at, binding, refused } of settingsOfOtherInitrd(luks, initrd.value)) {
        yield {
          at,
          consequence: refused ? "evaluation" : "silent",
          message:
            `\`settings.${name}\` of ${luksInWords(luks)} is for the ${NAMES[other(initrd.value)]} initrd, and this host has the ${NAMES[initrd.value]} one: ${refused ? "NixOS refuses the configuration" : "it does nothing, and no token or TPM is asked"}. ${ADVICE[name] ?? ""}`.trim(),
          related: initrd.at ? [{ at: initrd.at, message: "says which initrd it is" }] : [],
          fixes: name === "fallbackToPassword" ? removeBinding(syntax, binding, `Remove \`${name}\``, true) : [],
        };
      }
    }
  },
});

const NAMES: Readonly<Record<Initrd, string>> = { systemd: "systemd", scripted: "scripted" };

function other(initrd: Initrd): Initrd {
  return initrd === "systemd" ? "scripted" : "systemd";
}

const ADVICE: Readonly<Record<string, string>> = {
  crypttabExtraOpts: "Set `boot.initrd.systemd.enable = true;`, or take it out.",
  keyFileTimeout: "Take it out, or set `boot.initrd.systemd.enable = true;`.",
  fallbackToPassword: "systemd asks for the password by itself when the key file fails: take it out.",
  preLVM: "systemd finds the order by itself: take it out.",
  preOpenCommands: "Write a service in `boot.initrd.systemd.services` that runs before `cryptsetup-pre.target`.",
  postOpenCommands: "Write a service in `boot.initrd.systemd.services` that runs after `cryptsetup.target`.",
};
