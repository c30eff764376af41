import { namesOf, writtenEntries } from "../mounts/written-options.ts";
import { removeEntry } from "./option-edits.ts";
import { defineRule } from "./rule.ts";

/** An empty string among the options: NixOS refuses the configuration. */
export const emptyMountOption = defineRule({
  code: "DSK213",
  name: "empty-mount-option",
  consequence: "evaluation",
  docs: {
    what: "One string of `mountOptions` is empty.",
    why: "`fileSystems.<name>.options` takes no empty strings, so the configuration does not evaluate.",
    bad: `"@" = { mountpoint = "/"; mountOptions = [ "noatime" "" ]; };`,
    good: `"@" = { mountpoint = "/"; mountOptions = [ "noatime" ]; };`,
    sources: ["https://github.com/NixOS/nixpkgs/blob/master/nixos/modules/tasks/filesystems.nix"],
  },

  *check(context) {
    for (const { entry, mounts } of writtenEntries(context.layout.mounts)) {
      // Of what is set by force elsewhere, NixOS does not look at this.
      if (entry.value.trim() !== "" || mounts.some(({ replaced }) => replaced !== undefined)) continue;
      yield {
        at: entry.at,
        message: `An empty mount option: NixOS refuses the options of ${namesOf(mounts)}. Remove it.`,
        fixes: entry.literal ? removeEntry(context, entry, mounts[0], "Remove the empty option") : [],
      };
    }
  },
});
