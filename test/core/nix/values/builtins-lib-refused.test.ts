/** Where Nix certainly stops we say so: the value is not known, with the error as its reason. */
import { describe, expect, test } from "vitest";
import { toJson } from "../../../../server/core/nix/values/json.ts";
import { evaluatorOf, TEST_PATH } from "../../../support/evaluate.ts";
import { libRefused } from "./builtins-lib-cases.ts";

describe.each(Object.entries(libRefused))("lib refuses in %s", (_part, expressions) => {
  test.each(expressions)("%s", (expression) => {
    const evaluator = evaluatorOf(`let lib = import <nixpkgs/lib>; in ${expression}`);
    const errors: string[] = [];
    toJson(evaluator.evaluateFile(TEST_PATH), evaluator.context, ({ why, failure }) => {
      if (failure !== undefined) errors.push(`${failure}: ${why}`);
      return null;
    });
    expect(errors).not.toEqual([]);
  });
});
