/** How far "not known" spreads: as far as it must and no further. `u` is an argument that nobody gives. */
import { describe, expect, test } from "vitest";
import { toJson } from "../../../../server/core/nix/values/json.ts";
import { evaluatorOf, TEST_PATH } from "../../../support/evaluate.ts";

const U = { $unknown: "the argument `u` is not given" };
const MAYBE = { $unknown: "this item may be there or not" };

function json(body: string): unknown {
  const evaluator = evaluatorOf(`{ u, ... }: ${body}`);
  return toJson(evaluator.evaluateRoot(TEST_PATH), evaluator.context);
}

const cases: readonly (readonly [body: string, json: unknown])[] = [
  ["u", U],
  ["let x = u; in 1", 1],
  ["{ a = u; b = 2; }", { a: U, b: 2 }],
  ["{ a = u; b = 2; }.b", 2],
  ["[ 1 u 3 ]", [1, U, 3]],
  ["(x: 5) u", 5],

  // text and numbers
  ['"a${u}"', U],
  ['"a" + u', U],
  ["1 + u", U],
  ["u * 0", U],
  ["-u", U],
  ["./${u}", U],
  ["toString [ 1 u ]", U],

  // sets
  ["{ a = 1; } // u", { a: { $unknown: "`a` depends on something that is not known" }, $unknown: U.$unknown }],
  ["u // { a = 1; }", { a: 1, $unknown: U.$unknown }],
  ["({ a = 1; } // u // { b = 2; }).b", 2],
  ["(u // { a = 1; }).a", 1],
  ["(u // { a = 1; }).b", U],
  ["(u // { a = 1; }).b or 5", U],
  ["u.a.b or 5", U],
  ["{ a = u; }.a or 5", U],
  ["{ a = u; } ? a", true],
  ["{ a = u; } ? b", false],
  ["{ a = u; } ? a.b", U],
  ["(u // { a = 1; }) ? a", true],
  ["(u // { a = 1; }) ? b", U],
  ["({ a = 1; } // u) ? a", { $unknown: "`a` depends on something that is not known" }],
  ["{ ${u} = 1; b = 2; }", { b: 2, $unknown: U.$unknown }],
  ["{ b = 2; }.${u} or 3", U],
  ["{ a.${u} = 1; b = 2; }", { a: { $unknown: U.$unknown }, b: 2 }],

  // lists
  ["[ 1 ] ++ u ++ [ 2 ]", [1, U, 2]],
  ["u ++ u", [U, U]],

  // scopes
  ["with u; a", U],
  ["let a = 1; in with u; a", 1],
  ["with { a = 1; }; with u; a", U],
  ["with u; with { a = 1; }; a", 1],
  ["with { a = 1; } // u; a", { $unknown: "`a` depends on something that is not known" }],
  ["with u; toString 1", "1"],

  // functions
  ["u 1", U],
  ["({ a, b ? 1 }: [ a b ]) u", [U, U]],
  ["({ a, b ? 1, ... }: [ a b ]) (u // { a = 5; })", [5, U]],
  ["({ a, ... }@args: args.a) (u // { a = 5; })", 5],
  ["{ __functor = u; } 1", U],

  // conditions
  ["if u then 1 else 2", U],
  ["if u then 1 else 1", 1],
  ['if u then "a" else "a"', "a"],
  ["if u then 1.0 else 1.0", U],
  ["if u then x: 1 else x: 1", U],
  ["if u then 1 else [ ]", U],
  ["if u then [ 1 ] else [ ]", [MAYBE]],
  ["if u then [ 1 2 ] else [ 1 3 2 ]", [1, MAYBE, 2]],
  ["if u then [ 1 ] else [ 1 ]", [1]],
  ["[ 0 ] ++ (if u then [ 1 ] else [ ])", [0, MAYBE]],
  ["if u then { a = 1; } else { }", { a: { $unknown: "`a` depends on something that is not known" } }],
  [
    "if u then { a = 1; b = 2; } else { b = 3; c.d = 4; e = 5; } // { e = 5; }",
    {
      a: { $unknown: "`a` depends on something that is not known" },
      b: U,
      c: { $unknown: "`c` depends on something that is not known" },
      e: { $unknown: "`e` depends on something that is not known" },
    },
  ],
  ["if u then { a = 1; b.c = 2; } else { a = 1; b.c = 3; }", { a: 1, b: { c: U } }],
  ["(if u then { a.b = 1; x = 2; } else { a.b = 1; }).a.b", 1],
  ["assert u; 1", U],

  // logic: one side may be enough
  ["u && false", false],
  ["u && true", U],
  ["false && u", false],
  ["u || true", true],
  ["u || false", U],
  ["true || u", true],
  ["u -> true", true],
  ["u -> false", U],
  ["false -> u", true],
  ["!u", U],
  ["!(u && false)", true],

  // equality: one difference is enough
  ["u == 1", U],
  ["u == u", U],
  ["[ u 1 ] == [ 2 2 ]", false],
  ["[ u 1 ] == [ 2 1 ]", U],
  ["[ u ] == [ ]", false],
  ["[ 1 ] ++ u == [ 1 ]", { $unknown: "the items of a list are not all known" }],
  ["{ a = u; b = 1; } == { a = 1; b = 2; }", false],
  ["{ a = u; } == { b = 1; }", false],
  ["(u // { a = 1; }) == { a = 2; }", false],
  ["(u // { a = 1; }) == { a = 1; }", U],
  ["(u // { a = 1; }) == { }", false],
  ["{ type = u; outPath = 1; a = 1; } == { type = u; outPath = 1; a = 2; }", U],
  ["u < 1", U],
  ["[ 1 u ] < [ 2 u ]", true],
  [
    "(let f = x: x; in rec { g = f; h = g; same = { a = g; } == { a = h; }; }).same",
    { $unknown: "whether two functions are one is not known" },
  ],

  // what lies outside
  ["<nixpkgs>", { $unknown: "<nixpkgs> lies outside the workspace" }],
  ["~/x", { $unknown: "the home folder is not known" }],
  ["builtins.currentSystem", { $unknown: "the system of the machine that evaluates is not known" }],
  ["9223372036854775807 + 1", { $unknown: "the number does not fit in 64 bits" }],
  ['"${./x}"', { $unknown: "the path is copied to the Nix store" }],
  ["import ./missing.nix", { $unknown: "/w/missing.nix does not exist" }],
];

describe("not known", () => {
  test.each(cases)("%s", (body, expected) => {
    expect(json(body)).toEqual(expected);
  });
});

test("a reason says where the trouble is", () => {
  const text = "let a = b.c; b = { }; in a";
  const value = evaluatorOf(text).evaluateFile(TEST_PATH);
  expect(value).toEqual({
    kind: "unknown",
    failure: "missing-attribute",
    why: "the attribute `c` is missing",
    at: { path: TEST_PATH, span: { start: text.indexOf("b.c"), end: text.indexOf("b.c") + 3 } },
  });
});
