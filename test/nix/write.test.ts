/** What we print and what we splice in, read by real Nix. DISKO_SEED repeats a run. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { literalLine } from "../../server/core/nix/write/literals.ts";
import { mergeBindings } from "../../server/core/nix/write/merge-binding.ts";
import { type Layout, printExpr } from "../../server/core/nix/write/print.ts";
import { applyEdits } from "../../server/core/text/edit.ts";
import { anyData, anyHand, anySet, toBindings, toExpr, write } from "../core/nix/write/random-nix.ts";
import { parse, TEST_PATH } from "../support/evaluate.ts";
import { askNix, nixVersion } from "./real-nix.ts";
import { report, type Verdict } from "./three-numbers.ts";

const RUNS = 300;
const seed = Number(process.env.DISKO_SEED ?? Math.floor(Math.random() * 1e9));

const version = nixVersion();
if (!version) console.warn("SKIPPED: nix-instantiate is not installed, what is printed is not read by real Nix");

/** Cases whose text is not worth what was meant; prints the three numbers under `name`. */
async function misread(
  name: string,
  cases: readonly (readonly [text: string, meant: unknown])[],
): Promise<readonly string[]> {
  const answers = await askNix(cases.map(([text]) => text));
  const judged = cases.map(([text, meant], index) => {
    const answer = answers[index];
    const says = answer?.kind === "value" ? JSON.stringify(sorted(answer.json)) : answer?.why;
    const verdict: Verdict =
      says === JSON.stringify(sorted(meant)) ? { kind: "agree" } : { kind: "wrong", why: `Nix says ${says}` };
    return { expression: text, verdict };
  });
  return report(name, judged).wrong;
}

/** Sets as their names in order, which is how Nix gives them. */
function sorted(json: unknown): unknown {
  if (Array.isArray(json)) return json.map(sorted);
  if (typeof json !== "object" || json === null) return json;
  const entries = Object.entries(json).map(([key, value]): [string, unknown] => [key, sorted(value)]);
  return { names: entries.sort(([a], [b]) => (a < b ? -1 : 1)) };
}

const layouts: readonly Layout[] = [
  { indentation: "", newline: "\n" },
  { indentation: "\t", newline: "\n", unit: "\t", lists: "one-line" },
  { indentation: "  ", newline: "\r\n", unit: "    " },
];

describe.runIf(version)(`what is written, as ${version} reads it`, () => {
  test(`printed data (DISKO_SEED=${seed})`, async () => {
    const samples = fc.sample(fc.tuple(anyData, fc.constantFrom(...layouts)), { numRuns: RUNS, seed });
    expect(
      await misread(
        "printed data",
        samples.map(([data, layout]) => [printExpr(toExpr(data), layout), data]),
      ),
    ).toEqual([]);
  });

  test(`printed lines of a script (DISKO_SEED=${seed})`, async () => {
    const character = fc.constantFrom("'", "'", "''", "$", "{", "}", "\\", " ", "  ", "\t", "a", '"', "\n");
    const line = fc.array(character, { maxLength: 8 }).map((all) => all.join("").replaceAll("\n", "\\n"));
    const samples = fc.sample(fc.tuple(fc.array(line, { maxLength: 5 }), fc.constantFrom(...layouts)), {
      numRuns: RUNS,
      seed,
    });
    const cases = samples.map(([lines, layout]): [string, string] => [
      printExpr({ kind: "lines", lines: lines.map(literalLine) }, layout),
      lines.map((one) => `${one}\n`).join(""),
    ]);
    expect(await misread("printed lines", cases)).toEqual([]);
  });

  test(`a file with options merged into it (DISKO_SEED=${seed})`, async () => {
    const samples = fc.sample(fc.tuple(anySet, anyHand, anySet), { numRuns: RUNS, seed });
    const cases = samples.flatMap(([before, hand, added]): [string, unknown][] => {
      const tree = parse(TEST_PATH, write(before, hand()));
      const names = Object.entries(added).filter(([name]) => !Object.hasOwn(before, name));
      const fresh = Object.fromEntries(names);
      const edits = tree.root && mergeBindings(tree, tree.root.span, toBindings(fresh));
      if (!edits) throw new Error(`no edit of ${tree.text}`);
      return [[applyEdits(tree.text, edits), { ...before, ...fresh }]];
    });
    expect(await misread("merged options", cases)).toEqual([]);
  });
});
