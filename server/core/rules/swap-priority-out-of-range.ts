import { attributeState } from "../disko/certain-value.ts";
import { everyObject } from "../disko/every-object.ts";
import { describeObject } from "../disko/object-name.ts";
import { defineRule } from "./rule.ts";
import { replaceSource, sourceAt } from "./source-fix.ts";

/** The kernel has fifteen bits for it; swapon takes this in place of a larger `pri=` (measured with util-linux 2.38). */
const LARGEST = 32767n;

/** A priority that no swap can have. */
export const swapPriorityOutOfRange = defineRule({
  code: "DSK344",
  name: "swap-priority-out-of-range",
  consequence: "silent",
  docs: {
    what: "`priority` of a swap beyond 32767.",
    why: "disko takes any whole number and NixOS hands it on as `pri=`; of a larger one swapon makes 32767, without a word. Two swaps beyond it are used in turns, whatever their order was to be.",
    bad: `{
  disko.devices.disk.main = {
    device = "/dev/disk/by-id/nvme-EXAMPLE";
    content = {
      type = "gpt";
      partitions = {
        swap = { size = "8G"; content = { type = "swap"; priority = 65536; }; };
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
        swap = { size = "8G"; content = { type = "swap"; priority = 32767; }; };
        root = { size = "100%"; content = { type = "filesystem"; format = "ext4"; mountpoint = "/"; }; };
      };
    };
  };
}`,
    sources: [
      "https://man7.org/linux/man-pages/man8/swapon.8.html",
      "https://man7.org/linux/man-pages/man2/swapon.2.html",
      "https://github.com/nix-community/disko/blob/master/lib/types/swap.nix",
    ],
  },

  *check({ layout, syntax }) {
    for (const swap of everyObject(layout.objects).filter(({ type }) => type === "swap" || type === "btrfs_swap")) {
      const priority = attributeState(swap, "priority");
      if (priority.kind !== "certain" || priority.value.kind !== "int" || priority.value.value <= LARGEST) continue;
      const text = String(priority.value.value);
      yield {
        at: priority.at,
        message: `No swap can have priority ${text}: ${describeObject(swap)} gets 32767, the largest there is, without a word. Write 32767 or less; only the order among the swaps counts.`,
        fixes: sourceAt(syntax, priority.at) === text ? [replaceSource(priority.at, "32767", "Write 32767", true)] : [],
      };
    }
  },
});
