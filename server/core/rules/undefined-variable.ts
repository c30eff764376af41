import { undefinedVariables } from "../nix/values/undefined-variables.ts";
import { didYouMean } from "../text/similar.ts";
import { defineRule } from "./rule.ts";

/** A name that nothing defines where it is used. */
export const undefinedVariable = defineRule({
  code: "DSK115",
  name: "undefined-variable",
  consequence: "evaluation",
  docs: {
    what: "A variable is used that nothing defines.",
    why: "Nix looks for all names as it reads a file, and refuses the whole file for one that is missing, even where it is never needed.",
    bad: `{ lib, ... }:
{
  disko.devices.disk.main = {
    device = disk;
    content = { type = "filesystem"; format = "ext4"; mountpoint = "/"; };
  };
}`,
    good: `{ lib, disk, ... }:
{
  disko.devices.disk.main = {
    device = disk;
    content = { type = "filesystem"; format = "ext4"; mountpoint = "/"; };
  };
}`,
    sources: ["https://nix.dev/manual/nix/latest/language/scope.html"],
  },

  *check({ paths, syntax }) {
    for (const path of paths) {
      const tree = syntax(path);
      if (!tree || tree.errors.length > 0) continue;
      for (const { name, at, inScope } of undefinedVariables(tree)) {
        const meant = didYouMean(name, new Set(inScope));
        const what =
          meant === undefined ? `Define it in a \`let\`, or take it as an argument.` : `Did you mean \`${meant}\`?`;
        yield {
          at: { path, span: at },
          message: `Nothing defines \`${name}\` here, so Nix refuses the whole file. ${what}`,
          fixes:
            meant === undefined
              ? []
              : [{ title: `Write \`${meant}\``, edits: [{ path, span: at, newText: meant }], safe: false }],
        };
      }
    }
  },
});
