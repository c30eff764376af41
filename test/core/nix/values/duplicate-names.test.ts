/** What Nix 2.8 refuses with "already defined" or "duplicate formal", and what it merges; both were asked of it. */
import { expect, test } from "vitest";
import { createParser } from "../../../../server/core/nix/syntax/parser.ts";
import { duplicateNames } from "../../../../server/core/nix/values/duplicate-names.ts";
import { grammarBytes } from "../../../support/grammar.ts";

const parser = await createParser(await grammarBytes());

function namesIn(text: string): string[] {
  return duplicateNames(parser.parse("/a.nix", text)).map(({ name, again }) => `${name}@${again.start}`);
}

test.each([
  ["{ a = 1; a = 2; }", ["a@9"]],
  ["{ a = 1; b.c = 1; b.c = 2; }", ["c@20"]],
  ["{ a = 1; a.b = 2; }", ["a@9"]],
  ["{ a = { b = 1; }; a.b = 2; }", ["b@20"]],
  ["{ inherit a; a = 2; }", ["a@13"]],
  ["{ inherit a; inherit (b) a; }", ["a@25"]],
  ['{ a = 1; "a" = 2; }', ["a@9"]],
  ["let a = 1; a = 2; in a", ["a@11"]],
  ["let a.b = 1; a.b = 2; in a", ["b@15"]],
  ["{ a, b, a }: 1", ["a@8"]],
  ["{ a, b } @ a: 1", ["a@11"]],
  ["[ { x = { a = 1; a = 2; }; } ]", ["a@17"]],
])("%s", (text, expected) => {
  expect(namesIn(text)).toEqual(expected);
});

test.each([
  "{ a.b = 1; a.c = 2; }",
  "{ a = { b = 1; }; a.c = 2; }",
  "{ a = { b = 1; }; a = { c = 2; }; }",
  "{ a.b.c = 1; a.b.d = 2; a.e = 3; }",
  "let a.b = 1; a.c = 2; in a",
  "{ a = { a = 1; }; b = { a = 1; }; }",
  "{ ${x} = 1; ${y} = 2; }",
  "{ a, b ? a }: a: 1",
])("%s is fine", (text) => {
  expect(namesIn(text)).toEqual([]);
});

test("a path of thousands of names is looked at as far as it is read", () => {
  const path = "a . ".repeat(3000);
  expect(namesIn(`{ ${path}b = 1; }`)).toEqual([]);
  expect(namesIn(`{ ${path}b = 1; a = 2; }`)).toEqual([`a@${path.length + 9}`]);
});
