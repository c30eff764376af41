import type { StructureProblem } from "../disko/layout.ts";
import { describeMisfit } from "../disko/object-name.ts";
import type { Fix } from "../text/finding.ts";
import { defineRule } from "./rule.ts";
import { isQuoted, replaceSource, type SyntaxOf, sourceAt } from "./source-fix.ts";

type WrongType = StructureProblem & { kind: "wrong-type" };

/** A value of another type than disko takes: a string for a list, a number for a size. */
export const wrongType = defineRule({
  code: "DSK102",
  name: "wrong-type",
  consequence: "evaluation",
  docs: {
    what: "A value has another type than disko takes.",
    why: "Nix options are not converted: a string is no list of strings, and 512 is no size. Evaluation fails.",
    bad: `"@home" = {
  mountpoint = "/home";
  mountOptions = "noatime";
};`,
    good: `"@home" = {
  mountpoint = "/home";
  mountOptions = [ "noatime" ];
};`,
    sources: [
      "https://github.com/nix-community/disko/tree/master/lib/types",
      "https://nixos.org/manual/nixos/stable/#sec-option-types",
    ],
  },

  *check({ layout, syntax }) {
    for (const problem of layout.problems) {
      if (problem.kind !== "wrong-type") continue;
      const { at, expected, actual } = problem;
      yield {
        at,
        message: `${describeMisfit(problem)} is ${actual}, so disko refuses the layout. ${note(problem)}Write ${expected}.`,
        fixes: fixesFor(problem, syntax),
      };
    }
  },
});

/** The two kinds of tables are easily mixed up. */
function note({ object, name, value }: WrongType): string {
  if (name !== "partitions") return "";
  if (object.type === "table" && value.kind === "attrs") return 'Partitions as a set belong to `type = "gpt"`. ';
  if (object.type === "gpt" && value.kind === "list") return 'A list belongs to the old `type = "table"`. ';
  return "";
}

function fixesFor({ at, expected, value }: WrongType, syntax: SyntaxOf): Fix[] {
  const source = sourceAt(syntax, at);
  if (source === undefined) return [];
  if (value.kind === "path" && expected.includes("a string") && /^\/[\w./:+-]+$/.test(source)) {
    return [replaceSource(at, `"${source}"`, "Put the path in quotes", true)];
  }
  if (value.kind !== "string" || !isQuoted(syntax, at, value.value)) return [];
  if (expected === "a list of strings") return [asList(at, source)];
  const bare = value.value.trim();
  const literal = expected === "a whole number" ? /^(?:0|-?[1-9][0-9]{0,17})$/ : /^(?:true|false)$/;
  const plain = expected === "a whole number" || expected === "true or false";
  return plain && literal.test(bare) ? [replaceSource(at, bare, `Write ${bare} without quotes`, true)] : [];
}

/** A string with blanks was probably meant as several items, but only its author knows. */
function asList(at: WrongType["at"], source: string): Fix {
  const words = source.slice(1, -1).trim().split(/\s+/);
  if (words.length === 1) return replaceSource(at, `[ ${source} ]`, "Make it a list", true);
  return replaceSource(at, `[ ${words.map((word) => `"${word}"`).join(" ")} ]`, "Make it a list of words", false);
}
