import { switchedOnAt } from "../disko/certain-value.ts";
import { everyObject } from "../disko/every-object.ts";
import { describeObjectFirst } from "../disko/object-name.ts";
import { defineRule } from "./rule.ts";
import { removeBinding } from "./source-fix.ts";

/** A swap to resume from whose key is forgotten when the machine goes off. */
export const resumeFromRandomEncryption = defineRule({
  code: "DSK341",
  name: "resume-from-random-encryption",
  consequence: "silent",
  docs: {
    what: "A swap with both `resumeDevice` and `randomEncryption`.",
    why: "With `randomEncryption` the swap gets a new key at each boot, and nobody can read what was written under the old one: an image of the memory that is written there at hibernation is lost, with everything that was open. To hibernate, put the swap into a LUKS.",
    bad: `{
  disko.devices.disk.main = {
    device = "/dev/disk/by-id/nvme-EXAMPLE";
    content = {
      type = "gpt";
      partitions.swap = {
        size = "16G";
        content = { type = "swap"; randomEncryption = true; resumeDevice = true; };
      };
      partitions.root = { size = "100%"; content = { type = "filesystem"; format = "ext4"; mountpoint = "/"; }; };
    };
  };
}`,
    good: `{
  disko.devices.disk.main = {
    device = "/dev/disk/by-id/nvme-EXAMPLE";
    content = {
      type = "gpt";
      partitions.swap = {
        size = "16G";
        content = {
          type = "luks";
          name = "cryptswap";
          content = { type = "swap"; resumeDevice = true; };
        };
      };
      partitions.root = { size = "100%"; content = { type = "filesystem"; format = "ext4"; mountpoint = "/"; }; };
    };
  };
}`,
    sources: [
      "https://github.com/NixOS/nixpkgs/blob/master/nixos/modules/config/swap.nix",
      "https://docs.kernel.org/power/swsusp-dmcrypt.html",
    ],
  },

  *check({ layout, syntax }) {
    if (layout.installsOnly) return;
    for (const swap of everyObject(layout.objects).filter(({ type }) => type === "swap")) {
      const at = switchedOnAt(swap, "resumeDevice");
      const random = switchedOnAt(swap, "randomEncryption");
      if (at === undefined || random === undefined) continue;
      yield {
        at,
        message: `${describeObjectFirst(swap)} gets a new random key at each boot, so nothing can be resumed from it: what hibernation writes there is lost. Take out \`resumeDevice\`; or, to hibernate, take out \`randomEncryption\` and put the swap into a LUKS.`,
        related: [{ at: random, message: "a new key at each boot" }],
        fixes: removeBinding(syntax, swap.attributes.get("resumeDevice")?.binding, "Remove `resumeDevice`", false),
      };
    }
  },
});
