import { writtenEntries } from "../mounts/written-options.ts";
import { splitElement } from "./option-edits.ts";
import { defineRule } from "./rule.ts";

/** Several options in one string: they work, and are harder to read and to edit. */
export const commaInMountOption = defineRule({
  code: "DSK212",
  name: "comma-in-mount-option",
  consequence: "redundant",
  docs: {
    what: "One string of `mountOptions` holds several options.",
    why: "mount splits it at the commas, so it works. One string for each option is what the list is for: it shows what differs, and one of them can be overridden or removed.",
    bad: `"@" = { mountpoint = "/"; mountOptions = [ "compress=zstd,noatime" ]; };`,
    good: `"@" = { mountpoint = "/"; mountOptions = [ "compress=zstd" "noatime" ]; };`,
    sources: ["https://github.com/nix-community/disko/blob/master/lib/types/btrfs.nix"],
  },

  *check(context) {
    for (const { entry } of writtenEntries(context.layout.mounts)) {
      const { value } = entry;
      // A quoted comma belongs to a value (SELinux contexts); blanks are another rule's.
      if (!value.includes(",") || /[\s"]/.test(value)) continue;
      const options = value.split(",").filter((option) => option !== "");
      if (options.length === 0) continue;
      const count = options.length === 1 ? "an empty option" : `${options.length} options`;
      yield {
        at: entry.at,
        message: `"${value}" holds ${count}. It works; one string for each option is easier to read and to change.`,
        fixes: entry.literal
          ? splitElement(context, entry.at, options, `Write ${options.map((option) => `"${option}"`).join(" ")}`)
          : [],
      };
    }
  },
});
