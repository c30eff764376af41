/** Builtins and lib functions on values that are known; what they do with unknown ones is in builtins-unknown.test.ts. */
import { describe, expect, test } from "vitest";
import { evaluateText, evaluateToJson } from "../../../support/evaluate.ts";
import { builtinCases } from "./builtins-cases.ts";
import { builtinFailures } from "./builtins-failure-cases.ts";
import { impureCases } from "./builtins-impure-cases.ts";
import { libCases, libFailures } from "./builtins-lib-cases.ts";
import { builtinTextCases } from "./builtins-text-cases.ts";

describe.each(Object.entries({ ...builtinCases, ...builtinTextCases }))("builtins for %s", (_part, cases) => {
  test.each(cases)("%s", (expression, json) => {
    expect(evaluateToJson(expression)).toEqual(json);
  });
});

describe.each(Object.entries(libCases))("lib for %s", (_part, cases) => {
  test.each(cases)("%s", (expression, json) => {
    expect(evaluateToJson(withLib(expression))).toEqual(json);
  });
});

describe.each(Object.entries(builtinFailures))(
  "builtins that stop Nix with an error of the kind %s",
  (_kind, cases) => {
    test.each(cases)("%s", (expression, failure) => {
      expect(evaluateText(wholly(expression))).toMatchObject({ kind: "unknown", failure });
    });
  },
);

describe.each(Object.entries(libFailures))("lib stops Nix, for %s", (_part, cases) => {
  test.each(cases)("%s", (expression, failure) => {
    expect(evaluateText(withLib(wholly(expression)))).toMatchObject({ kind: "unknown", failure });
  });
});

describe("what no evaluation without a machine knows", () => {
  test.each(impureCases)("%s", (expression, why) => {
    expect(evaluateToJson(expression)).toEqual({ $unknown: why });
  });
});

function withLib(expression: string): string {
  return `let lib = import <nixpkgs/lib>; in ${expression}`;
}

/** An error may lie inside a value that itself is fine. */
function wholly(expression: string): string {
  return `builtins.deepSeq (${expression}) null`;
}
