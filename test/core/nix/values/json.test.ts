import { expect, test } from "vitest";
import { jsonText } from "../../../../server/core/nix/values/json.ts";
import { evaluateToJson } from "../../../support/evaluate.ts";

test("attributes stand in the order that Nix prints them", () => {
  expect(jsonText(evaluateToJson('{ b = 1; a = { z = 1; "y z" = 2; }; B = 2; }'))).toBe(
    '{"B":2,"a":{"y z":2,"z":1},"b":1}',
  );
});

test("integers are exact", () => {
  expect(jsonText(evaluateToJson("[ 9007199254740991 9007199254740993 9223372036854775807 ]"))).toBe(
    "[9007199254740991,9007199254740993,9223372036854775807]",
  );
});

test("functions, paths and what is not known", () => {
  expect(evaluateToJson("{ f = x: x; p = ./a/../b; u = nope; n = null; }")).toEqual({
    f: { $function: true },
    p: "/w/b",
    u: { $unknown: "`nope` is not defined" },
    n: null,
  });
});

test("a name of JavaScript's own is a name like others", () => {
  expect(jsonText(evaluateToJson('{ __proto__ = 1; constructor = { toString = "x"; }; }'))).toBe(
    '{"__proto__":1,"constructor":{"toString":"x"}}',
  );
});

test("indented as JSON.stringify does it", () => {
  const json = { a: [1, { b: "x\n" }], c: [], d: {}, e: null };
  expect(jsonText(json, 2)).toBe(JSON.stringify(json, null, 2));
  expect(jsonText(json)).toBe(JSON.stringify(json));
});
