import { attributeState } from "../disko/certain-value.ts";
import { everyObject } from "../disko/every-object.ts";
import { describeObject } from "../disko/object-name.ts";
import { defineRule } from "./rule.ts";
import { replaceSource, sourceAt } from "./source-fix.ts";

/** The kernel has fifteen bits for it. https://man7.org/linux/man-pages/man8/swapon.8.html */
const LARGEST = 32767n;

/** A priority of a swap partition that swapon refuses. */
export const swapPriorityOutOfRange = defineRule({
  code: "DSK344",
  name: "swap-priority-out-of-range",
  consequence: "install",
  docs: {
    what: "`priority` of a swap beyond 32767.",
    why: "disko takes any whole number and gives it to swapon, which stops at more than 32767 (`Numerical result out of range`): the installation fails when the disk is already formatted.",
    bad: `{
  disko.devices.disk.main = {
    device = "/dev/disk/by-id/nvme-EXAMPLE";
    content = { type = "swap"; priority = 65536; };
  };
}`,
    good: `{
  disko.devices.disk.main = {
    device = "/dev/disk/by-id/nvme-EXAMPLE";
    content = { type = "swap"; priority = 32767; };
  };
}`,
    sources: [
      "https://man7.org/linux/man-pages/man8/swapon.8.html",
      "https://github.com/nix-community/disko/blob/master/lib/types/swap.nix",
    ],
  },

  *check({ layout, syntax }) {
    for (const swap of everyObject(layout.objects).filter(({ type }) => type === "swap")) {
      const priority = attributeState(swap, "priority");
      const random = attributeState(swap, "randomEncryption");
      if (priority.kind !== "certain" || priority.value.kind !== "int" || priority.value.value <= LARGEST) continue;
      // disko does not swap to one with a random key at the installation.
      const isRandom = random.kind === "certain" && random.value.kind === "bool" && random.value.value;
      if (isRandom || random.kind === "unknown") continue;
      const text = String(priority.value.value);
      yield {
        at: priority.at,
        message: `swapon takes priorities up to 32767 and refuses ${text} of ${describeObject(swap)}: the installation stops when the disk is already formatted. Write a smaller number; only the order among the swaps counts.`,
        fixes:
          sourceAt(syntax, priority.at) === text ? [replaceSource(priority.at, "32767", "Write 32767", false)] : [],
      };
    }
  },
});
