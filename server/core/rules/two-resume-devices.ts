import { switchedOnAt } from "../disko/certain-value.ts";
import { everyObject } from "../disko/every-object.ts";
import { describeObject, describeObjectFirst } from "../disko/object-name.ts";
import { enumerate } from "../text/enumerate.ts";
import { defineRule } from "./rule.ts";
import { removeBinding } from "./source-fix.ts";

/** More than one swap to resume from. */
export const twoResumeDevices = defineRule({
  code: "DSK340",
  name: "two-resume-devices",
  consequence: "evaluation",
  docs: {
    what: "`resumeDevice = true` on several swaps.",
    why: "Each of them sets `boot.resumeDevice`, which can have one value: NixOS refuses the configuration. A machine resumes from one device; the other swaps are swapped to all the same.",
    bad: `{
  disko.devices.disk.main = {
    device = "/dev/disk/by-id/nvme-EXAMPLE";
    content = {
      type = "gpt";
      partitions = {
        swap-a = { size = "8G"; content = { type = "swap"; resumeDevice = true; }; };
        swap-b = { size = "8G"; content = { type = "swap"; resumeDevice = true; }; };
        root = { size = "100%"; content = { type = "filesystem"; format = "ext4"; mountpoint = "/"; }; };
      };
    };
  };
}`,
    good: `{
  disko.devices.disk.main = {
    device = "/dev/disk/by-id/nvme-EXAMPLE";
    content = {
      type = "gpt";
      partitions = {
        swap-a = { size = "16G"; content = { type = "swap"; resumeDevice = true; }; };
        swap-b = { size = "8G"; content.type = "swap"; };
        root = { size = "100%"; content = { type = "filesystem"; format = "ext4"; mountpoint = "/"; }; };
      };
    };
  };
}`,
    sources: [
      "https://github.com/nix-community/disko/blob/master/lib/types/swap.nix",
      "https://github.com/NixOS/nixpkgs/blob/master/nixos/modules/system/boot/stage-1.nix",
    ],
  },

  *check({ layout, syntax }) {
    if (layout.installsOnly) return;
    const swaps = everyObject(layout.objects).flatMap((object) => {
      const at = object.type === "swap" ? switchedOnAt(object, "resumeDevice") : undefined;
      return at === undefined ? [] : [{ object, at }];
    });
    const [first, ...others] = swaps;
    const places = new Set(swaps.map(({ at }) => `${at.path}:${at.span.start}`));
    if (first === undefined || others.length === 0) return;
    for (const { object, at } of others) {
      yield {
        at,
        message: `${enumerate([describeObjectFirst(first.object), ...others.map((swap) => describeObject(swap.object))], "and")} ${others.length > 1 ? "all" : "both"} want to be \`boot.resumeDevice\`, which can be one device: NixOS refuses the configuration. Keep \`resumeDevice\` on the one that is large enough for an image of the memory.`,
        related: [{ at: first.at, message: "wants it too" }],
        // Written once for several of them, it would be gone from all.
        fixes:
          places.size === swaps.length
            ? removeBinding(syntax, object.attributes.get("resumeDevice")?.binding, "Remove `resumeDevice` here", false)
            : [],
      };
    }
  },
});
