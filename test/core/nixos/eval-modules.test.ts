/** `lib.evalModules`, `lib.types` and renamed options, by example; real Nix says the same (test/nix/modules.test.ts). */
import { describe, expect, test } from "vitest";
import { createEvaluator } from "../../../server/core/nix/values/evaluate.ts";
import { type ExactJson, jsonText, toJson } from "../../../server/core/nix/values/json.ts";
import { nixosNatives } from "../../../server/core/nixos/lib.ts";
import { parse } from "../../support/evaluate.ts";
import { memoryFiles } from "../../support/memory-files.ts";
import { PREAMBLE, renamedCases, STOPS, submoduleCases, systemCases, typeCases } from "./eval-modules-cases.ts";

/** The value as JSON; STOPS where we say that Nix stops. `gone` is not known. */
function evaluated(expression: string): unknown {
  const files = memoryFiles({ "/w/test.nix": `{ lib, gone, ... }: let ${PREAMBLE} in ${expression}` });
  const evaluator = createEvaluator({ parse, files, natives: nixosNatives });
  const json = toJson(
    evaluator.evaluateRoot("/w/test.nix"),
    evaluator.context,
    ({ why, failure }): ExactJson => (failure === undefined ? { unknown: why } : { failed: why }),
  );
  const text = jsonText(json);
  return text.includes('{"failed":') ? STOPS : JSON.parse(text);
}

describe.each([
  ["types", typeCases],
  ["submodules", submoduleCases],
  ["modules", systemCases],
  ["renamed options", renamedCases],
])("%s", (_part, cases) => {
  test.each(cases)("%s", (_title, expression, expected) => {
    expect(evaluated(expression)).toEqual(expected);
  });
});

describe("what is not known stays not known", () => {
  test.each([
    ["a condition", "x types.int [ (mkIf gone 1) ]"],
    ["a value among others", 'x types.lines [ "a" gone ]'],
    ["a module that cannot be read may declare it", "(eval [ gone { options.a = mkOption { }; } ]).b"],
    ["whether a name is there", "x (types.attrsOf types.int) [ { a = mkIf gone 1; } ] ? a"],
  ])("%s", (_title, expression) => {
    expect(JSON.stringify(evaluated(expression))).toContain("unknown");
  });

  test("what is certain beside it is known", () => {
    expect(evaluated("(x (types.attrsOf types.int) [ { a = mkIf gone 1; b = 2; } ]).b")).toBe(2);
    expect(evaluated("x types.int [ 1 (mkIf gone 1) ]")).toBe(1);
    expect(evaluated("x types.int [ (mkForce 1) (mkIf gone 2) ]")).toBe(1);
  });
});
