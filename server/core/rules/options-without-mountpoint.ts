import { defineRule } from "./rule.ts";
import { removeBinding } from "./source-fix.ts";
import { asksNothing } from "./standard-options.ts";

/** Mount options of a subvolume that is never mounted. */
export const optionsWithoutMountpoint = defineRule({
  code: "DSK305",
  name: "options-without-mountpoint",
  consequence: "silent",
  needsWholeFiles: true,
  docs: {
    what: "A subvolume has `mountOptions` but no `mountpoint`.",
    why: "disko creates it and never mounts it, so the options are used by nothing; disko warns of it too. Since July 2023 the mountpoint is no longer taken from the subvolume's name.",
    bad: `"@home" = { mountOptions = [ "noatime" ]; };`,
    good: `"@home" = { mountpoint = "/home"; mountOptions = [ "noatime" ]; };`,
    sources: [
      "https://github.com/nix-community/disko/blob/master/docs/upgrade-guide.md",
      "https://github.com/nix-community/disko/blob/master/lib/types/btrfs.nix",
    ],
  },

  *check({ layout, syntax }) {
    for (const { subvolumes } of layout.btrfs) {
      for (const { object, name, mountpoint, options } of subvolumes) {
        if (mountpoint.kind !== "absent" || object.conditional || asksNothing(options)) continue;
        yield {
          at: options.key ?? object.at,
          message: `Subvolume \`${name}\` has no mountpoint, so nothing uses its mount options. Add \`mountpoint\`, or remove the options.`,
          tags: ["unnecessary"],
          fixes: removeBinding(syntax, options.binding, "Remove the options", false),
        };
      }
    }
  },
});
