import type { ImportProblem } from "../nix/values/imports.ts";
import { dirname, relativePath } from "../text/path.ts";
import { defineRule } from "./rule.ts";

/** A file that the layout is made from cannot be read. Imports that only an unknown condition would reach are let be. */
export const brokenImport = defineRule({
  code: "DSK107",
  name: "broken-import",
  consequence: "evaluation",
  docs: {
    what: "A file that the layout imports is missing, cannot be read, or imports itself.",
    why: "Nix stops here, and what the file would have said about the disks cannot be checked.",
    bad: `{
  disko.devices = import ./no-such-file.nix;
}`,
    good: `{
  disko.devices = {
    nodev."/" = { fsType = "tmpfs"; };
  };
}`,
    sources: ["https://nix.dev/manual/nix/latest/language/builtins.html#builtins-import"],
  },

  *check({ imports }) {
    for (const problem of imports) {
      // What we may not read, Nix perhaps may: a file outside the workspace, a large one.
      const consequence = problem.kind === "unreadable" ? "better" : "evaluation";
      yield { at: problem.at, consequence, message: messageFor(problem) };
    }
  },
});

function messageFor({ kind, path: target, why, at }: ImportProblem): string {
  const path = relativePath(dirname(at.path), target);
  switch (kind) {
    case "absent":
      return `${path} ${why}, so Nix stops here. Create it, or mend the path; in a flake, a file must also be added to git.`;
    case "cycle":
      return `${path} ${why}, so Nix stops with an infinite recursion. Take what both need into a file of its own.`;
    case "unreadable":
      return `${path} ${why}. What it says of the layout is not checked.`;
    default:
      return kind satisfies never;
  }
}
