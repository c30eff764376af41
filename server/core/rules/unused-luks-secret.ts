import { luksInWords } from "../disko/encryption-names.ts";
import { type Secret, secretsOf } from "../disko/encryption-secrets.ts";
import { everyObject } from "../disko/every-object.ts";
import { defineRule } from "./rule.ts";
import { removeBinding } from "./source-fix.ts";

/** A password or key that never opens the LUKS it is written for. */
export const unusedLuksSecret = defineRule({
  code: "DSK352",
  name: "unused-luks-secret",
  consequence: "silent",
  docs: {
    what: "A LUKS with several of `settings.keyFile`, `askPassword`, `passwordFile` and `keyFile`.",
    why: "disko formats a LUKS with one secret: `settings.keyFile`, else what `askPassword` asks for, else `passwordFile`, else `keyFile`. The others are never stored in it, and nobody notices before the machine asks for them at boot. `additionalKeyFiles` adds more secrets.",
    bad: `{
  disko.devices.disk.main = {
    device = "/dev/disk/by-id/nvme-EXAMPLE";
    content = {
      type = "luks";
      name = "crypted";
      settings.keyFile = "/dev/disk/by-partlabel/key";
      passwordFile = "/tmp/password";
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
      settings.keyFile = "/dev/disk/by-partlabel/key";
      additionalKeyFiles = [ "/tmp/password" ];
      content = { type = "filesystem"; format = "ext4"; mountpoint = "/"; };
    };
  };
}`,
    sources: [
      "https://github.com/nix-community/disko/blob/master/lib/types/luks.nix",
      "https://man7.org/linux/man-pages/man8/cryptsetup-luksAddKey.8.html",
    ],
  },

  *check({ layout, syntax }) {
    for (const luks of everyObject(layout.objects).filter(({ type }) => type === "luks")) {
      const secrets = secretsOf(luks);
      for (const secret of secrets?.unused ?? []) {
        const used = secrets?.used.name ?? "";
        yield {
          at: secret.at,
          message: `${unusedInWords(secret)}: disko formats ${luksInWords(luks)} with \`${used}\` alone. ${advice(secret, used)}`,
          related: secrets ? [{ at: secrets.used.at, message: "counts alone" }] : [],
          fixes: removeBinding(syntax, secret.binding, `Remove \`${secret.name}\``, false),
        };
      }
    }
  },
});

function unusedInWords({ name, file }: Secret): string {
  return file === undefined
    ? `The password that \`${name}\` asks for is thrown away and will not open it`
    : `\`${name}\` is never read, and what is in ${file} will not open it`;
}

function advice({ file }: Secret, used: string): string {
  return file === undefined
    ? `Take one of the two out.`
    : `To have both, list the file in \`additionalKeyFiles\` (byte for byte, so without a line end if it is to be typed); else take out \`${used}\` or this one.`;
}
