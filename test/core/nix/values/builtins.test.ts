/** Builtins and lib functions on values that are known; what they do with unknown ones is in builtins-unknown.test.ts. */
import { describe, expect, test } from "vitest";
import { evaluateToJson } from "../../../support/evaluate.ts";
import { builtinCases } from "./builtins-cases.ts";
import { libCases } from "./builtins-lib-cases.ts";

describe.each(Object.entries(builtinCases))("builtins for %s", (_part, cases) => {
  test.each(cases)("%s", (expression, json) => {
    expect(evaluateToJson(expression)).toEqual(json);
  });
});

describe.each(Object.entries(libCases))("lib for %s", (_part, cases) => {
  test.each(cases)("%s", (expression, json) => {
    expect(evaluateToJson(`let lib = import <nixpkgs/lib>; in ${expression}`)).toEqual(json);
  });
});
