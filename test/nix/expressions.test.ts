/** Every expression under `expressions/`, ours beside that of real Nix. The README there has the format. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { nixpkgsFolder, nixVersion } from "./real-nix.ts";
import { compareWithNix } from "./three-numbers.ts";

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
  test.each(collections)("%s", async (name, expressions) => {
    const asked = expressions.filter(({ needsLib }) => !needsLib || nixpkgsFolder());
    const numbers = await compareWithNix(
      name,
      asked.map(({ text }) => text),
    );
    expect(numbers.wrong).toEqual([]);
    // Where Nix stops, not to know is fine; a value has to be known unless the expression is marked.
    const unsure = asked.filter((expression) => expression.unsure).map(({ text }) => text);
    const missed = numbers.unknown.filter(
      (line) => !line.includes("\n  Nix stops (") && !unsure.some((text) => line.startsWith(text)),
    );
    expect(missed).toEqual([]);
  });
});
