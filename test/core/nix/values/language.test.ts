import { describe, expect, test } from "vitest";
import { evaluateToJson } from "../../../support/evaluate.ts";
import { languageCases, refused } from "./language-cases.ts";

describe.each(Object.entries(languageCases))("%s", (_part, cases) => {
  test.each(cases)("%s", (expression, json) => {
    expect(evaluateToJson(expression)).toEqual(json);
  });
});

describe("what Nix refuses is not known", () => {
  test.each(refused)("%s", (expression) => {
    expect(JSON.stringify(evaluateToJson(expression))).toContain('"$unknown"');
  });
});
