/**
 * nixpkgs' own tests of `lib` (lib/tests/*.nix), read where NIXPKGS_LIB says and never copied. A file imports `lib` and
 * hands its tests to `runTests`; we and real Nix both get a `runTests` that gives the tests back, and each test's `expr` is
 * asked of both: of Nix with nixpkgs' `lib`, of us with ours.
 */

import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Files } from "../../server/core/files.ts";
import { createEvaluator, type Evaluator } from "../../server/core/nix/values/evaluate.ts";
import { nixosNatives } from "../../server/core/nixos/lib.ts";
import { parse } from "../support/evaluate.ts";
import { diskFiles } from "./checkout.ts";
import { type Answer, askNix, nixpkgsFolder, nixVersion } from "./real-nix.ts";
import { agreeing, answerOf, report, verdictOn } from "./three-numbers.ts";

const nixpkgs = nixpkgsFolder();
const version = nixVersion();
if (!nixpkgs) console.warn("SKIPPED: NIXPKGS_LIB is not set, nixpkgs' own tests of `lib` are not run");
else if (!version) console.warn("SKIPPED: nix-instantiate is not installed, nixpkgs' own tests of `lib` are not run");

const LIB = join(nixpkgs ?? "/", "lib");
/** Files of tests, and the share of each that we must agree on: what platforms can do we do not list. */
const SUITES = [
  ["misc.nix", 0.9],
  ["fetchers.nix", 0.9],
  ["systems.nix", 0],
] as const;
const OURS = "/ours.nix";

/** The checkout on the disk, with our `lib` in the place of nixpkgs', and one more file. */
function checkout(text: string): Files {
  const given: Readonly<Record<string, string>> = {
    [join(LIB, "default.nix")]: "import <nixpkgs/lib> // { runTests = tests: tests; }",
    [OURS]: text,
  };
  return diskFiles(given);
}

function evaluatorOf(text: string): Evaluator {
  return createEvaluator({ parse, files: checkout(text), natives: nixosNatives });
}

/** The tests as real Nix has them: `import` gives the real `lib` with our `runTests`. */
function nixTests(file: string): string {
  return `builtins.scopedImport {
  import = path: if toString path == "${LIB}" + "/default.nix" || toString path == "${LIB}"
    then (import ${LIB}) // { runTests = tests: tests; } else import path;
} ${join(LIB, "tests", file)}`;
}

/** Nix writes a path into the store to print it, and has no JSON for functions: paths become text, functions a mark. */
const PLAIN = `let plain = v:
  if builtins.isPath v then toString v
  else if builtins.isList v then map plain v
  else if builtins.isAttrs v && !(v ? __toString) && !(v ? outPath) then builtins.mapAttrs (_: plain) v
  else v; in plain`;

/** A test of a builtin that this Nix does not have says nothing. */
function isTooNew(answer: Answer): boolean {
  return answer.kind === "error" && /attribute '\w+' missing/.test(answer.why);
}

describe.runIf(nixpkgs && version)("nixpkgs' tests of lib", () => {
  test.each(SUITES)("%s", async (file, share) => {
    const [names] = await askNix([`builtins.attrNames (${nixTests(file)})`]);
    if (names?.kind !== "value" || !Array.isArray(names.json)) throw new Error(JSON.stringify(names));
    const answers = await askNix(names.json.map((name: string) => `${PLAIN} (${nixTests(file)})."${name}".expr`));
    const judged = names.json.flatMap((name: string, index) => {
      const answer = answers[index];
      if (!answer || isTooNew(answer)) return [];
      const ours = answerOf(evaluatorOf(`${PLAIN} (import ${join(LIB, "tests", file)})."${name}".expr`), OURS);
      return [{ expression: name, verdict: verdictOn(ours, answer) }];
    });
    const numbers = report(`nixpkgs lib/tests/${file}`, judged);
    const tooNew = answers.filter(isTooNew).length;
    if (tooNew > 0) console.info(`SKIPPED: ${tooNew} tests of ${file} need builtins that ${version} does not have`);
    expect(numbers.wrong.map((text) => text.slice(0, 600))).toEqual([]);
    expect(agreeing(numbers)).toBeGreaterThanOrEqual(share);
  });
});
