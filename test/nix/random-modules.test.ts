/** Random sets of modules, asked of real Nix and of us: types, wrappers and priorities in any order. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createEvaluator } from "../../server/core/nix/values/evaluate.ts";
import type { ExactJson } from "../../server/core/nix/values/json.ts";
import { nixosNatives } from "../../server/core/nixos/lib.ts";
import { parse, TEST_PATH } from "../support/evaluate.ts";
import { memoryFiles } from "../support/memory-files.ts";
import { nixpkgsFolder, nixVersion } from "./real-nix.ts";
import { SEED } from "./seed.ts";
import { agreeing, answerOf, compareWithNix } from "./three-numbers.ts";

const ready = nixVersion() !== undefined && nixpkgsFolder() !== undefined;
if (!ready) console.warn("SKIPPED: NIXPKGS_LIB is not set or Nix is missing, random modules are not compared");

const COUNT = 300;

const atom = fc.constantFrom(
  "1",
  "2",
  "null",
  "true",
  '"a"',
  '"b"',
  "[ 1 ]",
  "[ 2 (mkIf false 3) ]",
  "{ a = 1; }",
  "{ b = mkForce 2; }",
);
type Wrapped = fc.Arbitrary<string>;

/** A value under conditions, beside others, and under one priority at most: of more the last test says what becomes. */
const { wrapped } = fc.letrec<{ wrapped: string; plain: string }>((tie) => {
  const around = (inner: Wrapped): { weight: number; arbitrary: Wrapped }[] => [
    { weight: 1, arbitrary: inner.map((value) => `(mkIf true ${value})`) },
    { weight: 1, arbitrary: inner.map((value) => `(mkIf false ${value})`) },
    { weight: 1, arbitrary: inner.map((value) => `(mkBefore ${value})`) },
    { weight: 1, arbitrary: fc.tuple(inner, inner).map(([a, b]) => `(mkMerge [ ${a} ${b} ])`) },
  ];
  return {
    wrapped: fc.oneof(
      { weight: 4, arbitrary: atom },
      ...around(tie("wrapped")),
      { weight: 1, arbitrary: tie("plain").map((value) => `(mkForce ${value})`) },
      { weight: 1, arbitrary: tie("plain").map((value) => `(mkDefault ${value})`) },
    ),
    plain: fc.oneof({ weight: 4, arbitrary: atom }, ...around(tie("plain"))),
  };
});
const type = fc.constantFrom(
  "int",
  "bool",
  "str",
  "lines",
  "anything",
  "attrs",
  "(listOf int)",
  "(attrsOf int)",
  "(lazyAttrsOf int)",
  "(nullOr int)",
  "(either int str)",
  "(enum [ 1 true ])",
  "(coercedTo int toString str)",
  "(submodule { options.a = mkOption { type = int; default = 0; }; })",
  "(submodule { freeformType = attrsOf int; })",
  "(uniq anything)",
);
const option = fc.tuple(type, fc.option(atom)).map(([of, fallback]) => {
  const given = fallback === null ? "" : `default = ${fallback};`;
  return `mkOption { type = with lib.types; ${of}; ${given} }`;
});
const program = fc
  .tuple(option, fc.array(wrapped, { maxLength: 3 }))
  .map(
    ([declared, definitions]) =>
      `(lib.evalModules { modules = [ { options.x = ${declared}; } ${definitions.map((x) => `{ x = ${x}; }`).join(" ")} ]; }).config.x`,
  );

const PRELUDE = "let lib = import <nixpkgs/lib>; inherit (lib) mkOption mkIf mkForce mkDefault mkBefore mkMerge; in ";

function ourAnswer(expression: string): ExactJson {
  const files = memoryFiles({ [TEST_PATH]: expression });
  return answerOf(createEvaluator({ parse, files, natives: nixosNatives }), TEST_PATH);
}

describe.runIf(ready)("random modules", () => {
  test(`are worth what real Nix says (DISKO_SEED=${SEED})`, async () => {
    const programs = fc.sample(program, { numRuns: COUNT, seed: SEED }).map((body) => PRELUDE + body);
    const numbers = await compareWithNix(`random modules (DISKO_SEED=${SEED})`, programs, ourAnswer);
    expect(numbers.wrong).toEqual([]);
    expect(agreeing(numbers)).toBeGreaterThan(0.9);
  });
});

// Known to be wrong: nixpkgs takes one priority off and hands the others on, so that no value of the type is left.
test("priorities within each other are taken for one", () => {
  const type = "lib.types.submodule { options.a = mkOption { type = lib.types.int; }; }";
  const body = `(lib.evalModules { modules = [
    { options.x = mkOption { type = ${type}; }; }
    { x = mkForce (mkForce (mkIf true (mkForce { a = 1; }))); }
  ]; }).config.x`;
  expect(ourAnswer(PRELUDE + body)).toEqual({ a: 1 });
});
