import { beforeAll, describe, expect, test } from "vitest";
import type { SyntaxTree } from "../../../../server/core/nix/syntax/ast.ts";
import { createParser, type Parser } from "../../../../server/core/nix/syntax/parser.ts";
import { exprAt, pathToOffset } from "../../../../server/core/nix/syntax/query.ts";
import { grammarBytes } from "../../../support/grammar.ts";
import { everyNode } from "./every-node.ts";

let parser: Parser;
let tree: SyntaxTree;
const TEXT = '{ pkgs ? f x }: rec { a."b" = [ "c" (dd) ]; inherit (e) g; }';
beforeAll(async () => {
  parser = await createParser(await grammarBytes());
  tree = parser.parse("query.nix", TEXT);
});

function spanOf(part: string): { start: number; end: number } {
  const start = TEXT.indexOf(part);
  return { start, end: start + part.length };
}

function written(node: { span: { start: number; end: number } }): string {
  return TEXT.slice(node.span.start, node.span.end);
}

describe("exprAt", () => {
  test.each([
    ['"c"', "string"],
    ["(dd)", "parenthesized"],
    ['[ "c" (dd) ]', "list"],
    ["f x", "apply"],
    ['"b"', "string"],
    ["dd", "identifier"],
  ])("finds %s", (part, kind) => {
    expect(exprAt(tree, spanOf(part))?.kind).toBe(kind);
  });

  test.each(['"c" (dd)', "pkgs", 'a."b"', "inherit (e) g;"])("has nothing for %s", (part) => {
    expect(exprAt(tree, spanOf(part))).toBeUndefined();
  });
});

test("pathToOffset goes from the root to the innermost", () => {
  const kinds = pathToOffset(tree, TEXT.indexOf("dd)")).map((node) => node.kind);
  expect(kinds).toEqual(["lambda", "attrset", "binding", "list", "parenthesized", "identifier"]);
});

test("pathToOffset behind a word is still in it", () => {
  expect(pathToOffset(tree, TEXT.indexOf('"c"') + 3).at(-1)?.kind).toBe("string");
  expect(pathToOffset(tree, TEXT.length).map((node) => node.kind)).toEqual(["lambda", "attrset"]);
  expect(pathToOffset(tree, TEXT.length + 1)).toEqual([]);
});

test("childrenOf gives what is below in document order", () => {
  expect(everyNode(tree).slice(1).map(written)).toEqual([
    "f x",
    "f",
    "x",
    'rec { a."b" = [ "c" (dd) ]; inherit (e) g; }',
    'a."b" = [ "c" (dd) ];',
    '"b"',
    '[ "c" (dd) ]',
    '"c"',
    "(dd)",
    "dd",
    "inherit (e) g;",
    "e",
  ]);
});
