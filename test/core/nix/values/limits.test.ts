/** Programs without end, and programs too large: the answer is unknown, in time, and the rest of the file stays known. */
import { describe, expect, test } from "vitest";
import { evaluateToJson } from "../../../support/evaluate.ts";

const DEEP = { $unknown: "the evaluation goes too deep" };
const LONG = { $unknown: "the evaluation takes too long" };

const endless: readonly (readonly [what: string, expression: string, json: unknown])[] = [
  ["a recursion", "let f = n: f (n + 1); in { a = f 0; b = 1; }", { a: DEEP, b: 1 }],
  ["a recursion in text", 'let f = n: "${f (n + 1)}"; in { a = f 0; b = 1; }', { a: DEEP, b: 1 }],
  ["a functor", "{ a = { __functor = s: s; } 1; b = 1; }", { a: DEEP, b: 1 }],
  ["two that call each other", "let f = x: g x; g = x: f x; in { a = f 1; b = 1; }", { a: DEEP, b: 1 }],
  ["a set that names itself", "let a = a; in { inherit a; b = 1; }", { a: { $unknown: "`a` refers to itself" }, b: 1 }],
  [
    "an argument's default",
    "({ a ? a }: { inherit a; b = 1; }) { }",
    { a: { $unknown: "`a` refers to itself" }, b: 1 },
  ],
  [
    "a with inside itself",
    "let s = with s; { a = a; }; in { x = s.a; b = 1; }",
    { x: { $unknown: "`a` refers to itself" }, b: 1 },
  ],
  ["a name inside its set", 'let s = { ${s.n} = 1; n = "x"; }; in s', { n: "x", $unknown: "`s` refers to itself" }],
  ["comparing two endless lists", "let f = n: [ n (f (n + 1)) ]; in { a = f 0 == f 0; b = 1; }", { a: DEEP, b: 1 }],
];

describe("without end", () => {
  test.each(endless)("%s", (_what, expression, json) => {
    expect(evaluateToJson(expression)).toEqual(json);
  });

  test("a recursion that only an unknown condition would stop", () => {
    const text = "let f = n: if u n then [ ] else [ n ] ++ f (n + 1) ++ f (n + 2); in { a = f 0; b = 1; }";
    expect(evaluateToJson(text)).toMatchObject({ b: 1 });
  });

  test("a branch that would use up all steps", () => {
    const text =
      "let fib = n: if n < 2 then n else fib (n - 1) + fib (n - 2); in { a = if u then fib 60 else 0; b = 1; }";
    expect(evaluateToJson(text)).toMatchObject({ a: { $unknown: "`u` is not defined" }, b: 1 });
  });

  test("JSON of an endless structure", () => {
    expect(JSON.stringify(evaluateToJson("let f = n: { inherit n; next = f (n + 1); }; in f 0"))).toContain(
      DEEP.$unknown,
    );
    expect(JSON.stringify(evaluateToJson("let x = [ x 1 ]; in x"))).toContain(DEEP.$unknown);
  });
});

describe("too much", () => {
  test("steps run out", () => {
    const text = "let fib = n: if n < 2 then n else fib (n - 1) + fib (n - 2); in fib 40";
    expect(evaluateToJson(text)).toEqual(LONG);
  });

  test("a text doubles without end", () => {
    const text = 'let d = n: s: if n == 0 then s else d (n - 1) (s + s); in d 30 "xxxxxxxx"';
    expect(evaluateToJson(text)).toEqual({ $unknown: "the text becomes too long" });
  });

  test("a list doubles without end", () => {
    expect(evaluateToJson("let d = n: l: if n == 0 then l else d (n - 1) (l ++ l); in d 30 [ 1 2 3 ]")).toEqual(LONG);
  });

  test("a small budget", () => {
    expect(evaluateToJson("1 + 1", { budget: { steps: 2, depth: 100 } })).toEqual(LONG);
  });

  const nested: readonly (readonly [what: string, text: string, json: string])[] = [
    ["parentheses", `${"(".repeat(3000)}1${")".repeat(3000)}`, "the nesting is too deep"],
    ["lists", "[".repeat(3000) + "]".repeat(3000), "the nesting is too deep"],
    ["sets", `${"{a=".repeat(3000)}1${";}".repeat(3000)}`, "the nesting is too deep"],
    ["a path of attributes", `{ ${"a . ".repeat(3000)}a = 1; }`, "the nesting is too deep"],
    ["a path without blanks", `{ ${"a.".repeat(3000)}a = 1; }`, "the file holds an endless word"],
    ["a sum", Array(5000).fill("1").join(" + "), "the nesting is too deep"],
    ["functions", `${"x: ".repeat(3000)}1`, '{"$function":true}'],
    ["lets", `${"let a = 1; in ".repeat(3000)}a`, "the nesting is too deep"],
    ["conditions", `${"if true then ".repeat(2000)}1${" else 2".repeat(2000)}`, "the nesting is too deep"],
  ];

  test.each(nested)("%s within each other", (_what, text, json) => {
    expect(JSON.stringify(evaluateToJson(text))).toContain(json);
  });

  test("a long flat file is fully known", () => {
    const names = Array.from({ length: 10_000 }, (_, index) => `a${index} = [ "x" ${index} ];`);
    const json = evaluateToJson(`{ ${names.join("\n")} }`);
    expect(json).toMatchObject({ a0: ["x", 0], a9999: ["x", 9999] });
  });

  test("a user's recursion of ordinary depth is known", () => {
    expect(evaluateToJson("let sum = n: if n == 0 then 0 else n + sum (n - 1); in sum 1200")).toBe(720600);
    expect(evaluateToJson("let last = n: acc: if n == 0 then acc else last (n - 1) n; in last 9000 0")).toBe(1);
  });

  test("nor do calls that need no stack go on without end", () => {
    expect(evaluateToJson("let f = n: f (n + 1); in f 0")).toEqual(DEEP);
  });
});
