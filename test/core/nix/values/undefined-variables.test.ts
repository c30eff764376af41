/** Which names Nix misses as it reads a file. */
import { beforeAll, expect, test } from "vitest";
import { createParser, type Parser } from "../../../../server/core/nix/syntax/parser.ts";
import { undefinedVariables } from "../../../../server/core/nix/values/undefined-variables.ts";
import { grammarBytes } from "../../../support/grammar.ts";

let parser: Parser;
beforeAll(async () => {
  parser = await createParser(await grammarBytes());
});

test.each([
  ["x", ["x"]],
  ["{ x }: x", []],
  ["x: y: x y z", ["z"]],
  ["args@{ a ? args.b or c, ... }: a", ["c"]],
  ["let a = b; b = 1; in a", []],
  ["let inherit a; in a", ["a"]],
  ["let inherit (s) a; s = { a = 1; }; in a", []],
  ["{ a = 1; b = a; }", ["a"]],
  ["rec { a = 1; b = a; }", []],
  ['rec { "a" = 1; b = a; }', []],
  ['rec { ${"a"} = 1; b = a; }', []],
  ["{ a = rec { b = 1; }; a.c = b; }", []],
  ["rec { a.b = 1; c = a; d = b; }", ["b"]],
  ["{ inherit a; }", ["a"]],
  ["with x; y", ["x"]],
  ["let x = { }; in with x; y + (z: w)", []],
  ["{ ${a} = 1; }.${b} or c", ["a", "b", "c"]],
  ['"${a}" + ./${b}', ["a", "b"]],
  ["builtins.map toString [ true null (import <nixpkgs>) __currentSystem ]", []],
  ["a: a.b ? c", []],
])("%s", (text, missing) => {
  expect(undefinedVariables(parser.parse("/x.nix", text)).map(({ name }) => name)).toEqual(missing);
});
