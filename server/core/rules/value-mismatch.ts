import type { StructureProblem } from "../disko/layout.ts";
import { describeMisfit } from "../disko/object-name.ts";
import { defineRule } from "./rule.ts";
import { replaceString } from "./source-fix.ts";

/** Strings that disko's patterns and lists of values refuse: sizes, type codes, UUIDs, absolute paths. */
export const valueMismatch = defineRule({
  code: "DSK106",
  name: "value-mismatch",
  consequence: "evaluation",
  docs: {
    what: "A string that disko does not take: a size with a wrong unit, a relative path, a word that is not on the list.",
    why: "disko matches these values against patterns; one that does not match stops the evaluation.",
    bad: `{
  disko.devices.disk.main = {
    device = "/dev/disk/by-id/nvme-EXAMPLE";
    content = {
      type = "gpt";
      partitions.root = { size = "8GiB"; content = { type = "btrfs"; mountpoint = "/"; }; };
    };
  };
}`,
    good: `{
  disko.devices.disk.main = {
    device = "/dev/disk/by-id/nvme-EXAMPLE";
    content = {
      type = "gpt";
      partitions.root = { size = "8G"; content = { type = "btrfs"; mountpoint = "/"; }; };
    };
  };
}`,
    sources: [
      "https://github.com/nix-community/disko/blob/master/lib/types/gpt.nix",
      "https://www.rodsbooks.com/gdisk/sgdisk.html",
    ],
  },

  *check({ layout, syntax }) {
    for (const problem of layout.problems) {
      if (problem.kind !== "value-mismatch") continue;
      const { at, actual, expected, suggestion, value } = problem;
      const advice = suggestion === undefined ? `Write ${expected}.` : `Write "${suggestion}".`;
      const text = value.kind === "string" ? value.value : "";
      yield {
        at,
        message: `${describeMisfit(problem)} cannot be ${actual}; disko refuses the layout. ${note(problem)}${advice}`,
        fixes: suggestion === undefined ? [] : replaceString(syntax, at, [text, suggestion], isSame(text, suggestion)),
      };
    }
  },
});

function note({ name, object, actual }: StructureProblem & { kind: "value-mismatch" }): string {
  if (name === "size" && actual.endsWith('%"') && object.type === "gpt_partition") {
    return "A share of the disk cannot be given, only all that is left. ";
  }
  return "";
}

/** The same size in another spelling: K, M, G … are powers of 1024 to sgdisk, as KiB, MiB, GiB are. `GB` may mean less. */
function isSame(text: string, suggestion: string): boolean {
  return /^[0-9]+\s*[kmgtp](?:ib)?$/i.test(text.trim()) && text.trim().startsWith(suggestion.slice(0, -1));
}
