/** `mkIf`, `mkMerge`, `mkForce` and friends, written out as the sets that nixpkgs makes of them. */
import { describe, expect, test } from "vitest";
import { toJson } from "../../../../server/core/nix/values/json.ts";
import { dischargeProperties, winningDefinitions } from "../../../../server/core/nix/values/properties.ts";
import { evaluatorOf, TEST_PATH, textAt } from "../../../support/evaluate.ts";

const PRELUDE = `
  mkIf = condition: content: { _type = "if"; inherit condition content; };
  mkMerge = contents: { _type = "merge"; inherit contents; };
  mkOverride = priority: content: { _type = "override"; inherit priority content; };
  mkForce = mkOverride 50;
  mkDefault = mkOverride 1000;
  mkOrder = priority: content: { _type = "order"; inherit priority content; };
`;

function definitions(body: string, winning = false): unknown {
  const text = `{ u, ... }: let ${PRELUDE} in ${body}`;
  const evaluator = evaluatorOf(text);
  const all = dischargeProperties(evaluator.evaluateRoot(TEST_PATH));
  return (winning ? winningDefinitions(all) : all).map(({ value, at, certain, priority, order }) => [
    toJson(value, evaluator.context),
    ...(certain ? [] : ["uncertain"]),
    ...(priority === 100 ? [] : [priority ?? "any priority"]),
    ...(order === 1000 ? [] : [`order ${order}`]),
    textAt(at, text),
  ]);
}

const U = { $unknown: "the argument `u` is not given" };

describe("discharging", () => {
  const cases: readonly (readonly [body: string, definitions: unknown])[] = [
    ["5", [[5, "5"]]],
    ["{ a = 1; }", [[{ a: 1 }, "{ a = 1; }"]]],
    ["mkIf true 5", [[5, "5"]]],
    ["mkIf false 5", []],
    ["mkIf u 5", [[5, "uncertain", "5"]]],
    ["mkIf 1 5", [[{ $unknown: "a condition cannot be an integer" }, "any priority", "1"]]],
    [
      "mkMerge [ 1 2 ]",
      [
        [1, "1"],
        [2, "2"],
      ],
    ],
    ["mkMerge [ ]", []],
    [
      "mkMerge ([ 1 ] ++ u)",
      [
        [1, "1"],
        [U, "uncertain", "any priority", "u"],
      ],
    ],
    ["mkMerge (if u then [ 1 ] else [ ])", [[1, "uncertain", "1"]]],
    ["mkMerge u", [[U, "any priority", "u"]]],
    ["mkForce 5", [[5, 50, "5"]]],
    ["mkDefault 5", [[5, 1000, "5"]]],
    ["mkOverride 7 5", [[5, 7, "5"]]],
    ["mkOverride u 5", [[5, "any priority", "5"]]],
    ["mkOrder 500 [ 5 ]", [[[5], "order 500", "[ 5 ]"]]],
    [
      "mkIf true (mkMerge [ (mkIf u 1) (mkForce 2) (mkIf false 3) ])",
      [
        [1, "uncertain", "1"],
        [2, 50, "2"],
      ],
    ],
    [
      "mkMerge [ (mkMerge [ 1 (mkIf u (mkMerge [ 2 ])) ]) 3 ]",
      [
        [1, "1"],
        [2, "uncertain", "2"],
        [3, "3"],
      ],
    ],
    ["mkForce (mkIf u 5)", [[5, "uncertain", 50, "5"]]],
    ["mkForce (mkDefault 5)", [[5, 50, "5"]]],
    ["mkForce (mkOrder 500 5)", [[5, 50, "order 500", "5"]]],
    ["u", [[U, "any priority", "u"]]],
    ["if u then mkIf true 1 else 2", [[U, "any priority", "u"]]],
    ['{ _type = "option"; a = 1; }', [[{ _type: "option", a: 1 }, '{ _type = "option"; a = 1; }']]],
    ["(u // { a = 1; }).a", [[1, "1"]]],
  ];
  test.each(cases)("%s", (body, expected) => {
    expect(definitions(body)).toEqual(expected);
  });

  test("a property that holds itself ends", () => {
    const evaluator = evaluatorOf('let x = { _type = "merge"; contents = [ 1 x ]; }; in x');
    const found = dischargeProperties(evaluator.evaluateRoot(TEST_PATH));
    expect(found.at(-1)?.value).toMatchObject({ kind: "unknown", why: "too many properties within each other" });
  });

  test("a merge that contains itself twice ends", () => {
    const text = "let x = (import <nixpkgs/lib>).mkMerge [ x x ]; in x";
    const found = dischargeProperties(evaluatorOf(text).evaluateRoot(TEST_PATH));
    expect(found.every(({ value }) => value.kind === "unknown")).toBe(true);
  });
});

describe("the highest priority wins", () => {
  const cases: readonly (readonly [body: string, definitions: unknown])[] = [
    ["mkMerge [ 1 (mkForce 2) (mkDefault 3) ]", [[2, 50, "2"]]],
    [
      "mkMerge [ 1 2 (mkDefault 3) ]",
      [
        [1, "1"],
        [2, "2"],
      ],
    ],
    ["mkMerge [ (mkDefault 3) ]", [[3, 1000, "3"]]],
    [
      "mkMerge [ 1 (mkIf u (mkForce 2)) ]",
      [
        [1, "uncertain", "1"],
        [2, "uncertain", 50, "2"],
      ],
    ],
    [
      "mkMerge [ (mkIf u 1) (mkDefault 2) ]",
      [
        [1, "uncertain", "1"],
        [2, "uncertain", 1000, "2"],
      ],
    ],
    ["mkMerge [ 1 (mkIf u (mkDefault 2)) ]", [[1, "1"]]],
    [
      "mkMerge [ 1 (mkIf u 2) ]",
      [
        [1, "1"],
        [2, "uncertain", "2"],
      ],
    ],
    [
      "mkMerge ([ 1 ] ++ u)",
      [
        [1, "uncertain", "1"],
        [U, "uncertain", "any priority", "u"],
      ],
    ],
    [
      "mkMerge [ (mkOrder 1500 [ 1 ]) [ 2 ] (mkOrder 500 [ 3 ]) ]",
      [
        [[3], "order 500", "[ 3 ]"],
        [[2], "[ 2 ]"],
        [[1], "order 1500", "[ 1 ]"],
      ],
    ],
  ];
  test.each(cases)("%s", (body, expected) => {
    expect(definitions(body, true)).toEqual(expected);
  });
});
