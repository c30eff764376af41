import { describeObject } from "../disko/object-name.ts";
import { hookWithoutPlace, placeOfHooks } from "../disko/right-place.ts";
import { defineRule } from "./rule.ts";

/** disko's shell hooks at a place that has none: subvolumes, partitions, swap files, logical volumes. */
export const hookOnSubvolume = defineRule({
  code: "DSK303",
  name: "hook-on-subvolume",
  consequence: "evaluation",
  docs: {
    what: "A hook stands on a subvolume, a partition, a logical volume or a swap file.",
    why: "Hooks exist on disks, contents and pools only; elsewhere disko refuses the attribute and the whole layout.",
    bad: `"@db" = {
  mountpoint = "/var/lib/postgresql";
  postCreateHook = "true";
};`,
    good: `"@db" = {
  mountpoint = "/var/lib/postgresql";
};`,
    sources: [
      "https://github.com/nix-community/disko/blob/master/lib/default.nix",
      "https://github.com/nix-community/disko/blob/master/lib/types/btrfs.nix",
    ],
  },

  *check({ layout }) {
    for (const problem of layout.problems) {
      if (problem.kind !== "unknown-attribute") continue;
      const { at, object, name } = problem;
      if (hookWithoutPlace(object, name) === undefined) continue;
      yield {
        at,
        message: `There are no hooks on ${describeObject(object)}, so disko refuses \`${name}\`. ${placeOfHooks(object)}`,
      };
    }
  },
});
