/** Every expression under `expressions/`, ours beside that of real Nix. The README there has the format. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { evaluateToJson } from "../support/evaluate.ts";
import { disagreement } from "./agreement.ts";
import { askNix, nixpkgsFolder, nixVersion } from "./real-nix.ts";

const FOLDER = join(import.meta.dirname, "expressions");

interface Expression {
  readonly text: string;
  readonly unsure: boolean;
  readonly needsLib: boolean;
}

function expressionsOf(source: string): readonly Expression[] {
  return source.split(/\n\s*\n/).flatMap((paragraph) => {
    const code = paragraph.split("\n").filter((line) => line.trim() !== "" && !line.trimStart().startsWith("#"));
    if (code.length === 0) return [];
    const text = code.join("\n");
    const needsLib = /\blib\b/.test(text);
    return [
      {
        text: needsLib ? `let lib = import <nixpkgs/lib>; in\n${text}` : text,
        unsure: /^\s*# unsure\b/.test(paragraph),
        needsLib,
      },
    ];
  });
}

const version = nixVersion();
if (!version) console.warn("SKIPPED: nix-instantiate is not installed, the builtins are not compared with real Nix");
else if (!nixpkgsFolder()) console.warn("SKIPPED: NIXPKGS_LIB is not set, `lib` is not compared with real nixpkgs");

const collections = readdirSync(FOLDER)
  .filter((name) => name.endsWith(".nix"))
  .map((name) => [name, expressionsOf(readFileSync(join(FOLDER, name), "utf8"))] as const);

describe.runIf(version)("expressions are worth what real Nix says", () => {
  test.each(collections)("%s", async (_name, expressions) => {
    const asked = expressions.filter(({ needsLib }) => !needsLib || nixpkgsFolder());
    const answers = await askNix(asked.map(({ text }) => text));
    const wrong = asked.flatMap(({ text, unsure }, index) => {
      const answer = answers[index];
      const why = answer ? disagreement(evaluateToJson(text), answer, !unsure) : "Nix gives no answer";
      return why ? [`${text}\n  ${why}`] : [];
    });
    expect(wrong).toEqual([]);
  });
});
