import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import type { SyntaxTree } from "../../../../server/core/nix/syntax/ast.ts";
import {
  insertBinding,
  insertListElement,
  removeBinding,
  removeListElement,
} from "../../../../server/core/nix/syntax/edits.ts";
import { createParser, type Parser } from "../../../../server/core/nix/syntax/parser.ts";
import { applyEdits, type TextEdit } from "../../../../server/core/text/edit.ts";
import type { Span } from "../../../../server/core/text/span.ts";
import { grammarBytes } from "../../../support/grammar.ts";
import { everyNode } from "./every-node.ts";

let parser: Parser;
beforeAll(async () => {
  parser = await createParser(await grammarBytes());
});

/** Takes the `«»` marks out of a snippet: the span between them, and the rest parsed. */
function marked(snippet: string): { tree: SyntaxTree; span: Span } {
  const start = snippet.indexOf("«");
  const end = snippet.indexOf("»") - 1;
  return { tree: parser.parse("edits.nix", snippet.replace(/[«»]/g, "")), span: { start, end } };
}

function edited(tree: SyntaxTree, edits: readonly TextEdit[] | undefined): string | undefined {
  if (!edits) return undefined;
  const text = applyEdits(tree.text, edits);
  expect(parser.parse("edited.nix", text).errors).toEqual([]);
  return text;
}

describe("removeListElement", () => {
  test.each([
    ["the only one", '[ «"a"» ]', "[ ]"],
    ["the only one, tight", '["a" «"b"»]', '["a"]'],
    ["alone and tight", '[«"a"»]', "[]"],
    ["the first", '[ «"a"» "b" ]', '[ "b" ]'],
    ["the last", '[ "a" «"b"» ]', '[ "a" ]'],
    ["one between", '[ "a" «"b"» "c" ]', '[ "a" "c" ]'],
    ["one between, tight", '[a«"b"»c]', "[a c]"],
    ["on a line of its own", '[\n  "a"\n  «"b"»\n]', '[\n  "a"\n]'],
    ["with CRLF", '[\r\n  "a"\r\n  «"b"»\r\n]', '[\r\n  "a"\r\n]'],
    ["first of a line", '[\n  «"a"» "b"\n  "c"\n]', '[\n  "b"\n  "c"\n]'],
    ["last of a line", '[\n  "a" «"b"»\n  "c"\n]', '[\n  "a"\n  "c"\n]'],
    ["on the line of the bracket", '[ «"a"»\n  "b" ]', '[ "b" ]'],
    ["before the bracket", '[ "a"\n  «"b"» ]', '[ "a" ]'],
    ["below a neighbour's comment", '[ "a" # of a\n  «"b"» ]', '[ "a" # of a\n   ]'],
    ["a comment above that is further away", '[\n  # all\n\n  «"a"»\n  "b"\n]', '[\n  # all\n\n  "b"\n]'],
    ["a comment behind the list", '{ o = [ "a" «"b"» ]; # fast\n}', '{ o = [ "a" ]; # fast\n}'],
    ["an element of many lines", "[\n  «{\n    a = 1;\n  }»\n  b\n]", "[\n  b\n]"],
  ])("removes %s", (_, snippet, expected) => {
    const { tree, span } = marked(snippet);
    expect(edited(tree, removeListElement(tree, span))).toBe(expected);
  });

  test.each([
    ["beside it", '[\n  "a"\n  «"b"» # why\n]'],
    ["before it", '[ /* why */ «"a"» ]'],
    ["above it", '[\n  "a"\n  # why\n  «"b"»\n]'],
    ["inside it", "[ «(f /* why */ x)» ]"],
    ["on a line shared with another", '[\n  «"a"» "b" # why\n]'],
  ])("leaves an element with a comment %s", (_, snippet) => {
    const { tree, span } = marked(snippet);
    expect(removeListElement(tree, span)).toBeUndefined();
  });

  test.each([
    ["not an element", '{ a = «"x"»; }'],
    ["part of an element", '[ ("a" + «"b"») ]'],
    ["in a broken list", '[ «"a"», "b" ]'],
  ])("leaves what is %s", (_, snippet) => {
    const { tree, span } = marked(snippet);
    expect(removeListElement(tree, span)).toBeUndefined();
  });
});

describe("insertListElement", () => {
  test.each([
    ["an empty list", "«[ ]»", '[ "x" ]'],
    ["an empty tight list", "«[]»", '[ "x" ]'],
    ["an empty list of two lines", "«[\n]»", '[ "x" ]'],
    ["an empty list with a comment", "  «[\n    # none\n  ]»", '  [\n    # none\n    "x"\n  ]'],
    ["a line", '«[ "a" "b" ]»', '[ "a" "b" "x" ]'],
    ["a tight line", '«["a"]»', '["a" "x"]'],
    ["lines", '«[\n    "a"\n    "b"\n  ]»', '[\n    "a"\n    "b"\n    "x"\n  ]'],
    ["lines with CRLF", '«[\r\n  "a"\r\n]»', '[\r\n  "a"\r\n  "x"\r\n]'],
    ["lines with a comment at the end", '«[\n  "a" # of a\n]»', '[\n  "a" # of a\n  "x"\n]'],
    ["lines with a comment below", '«[\n  "a"\n  # "b"\n]»', '[\n  "a"\n  # "b"\n  "x"\n]'],
    ["a bracket behind the last", '«[ "a"\n  "b" ]»', '[ "a"\n  "b"\n  "x" ]'],
    ["a line with a comment", '«[ "a" /* b */ ]»', '[ "a" /* b */ "x" ]'],
  ])("adds to %s", (_, snippet, expected) => {
    const { tree, span } = marked(snippet);
    expect(edited(tree, insertListElement(tree, span, '"x"'))).toBe(expected);
  });

  test.each([
    ["a set", "«{ }»"],
    ["a broken list", '«[ "a", ]»'],
    ["a list without its bracket", '{ a = «[ "a" »; }'],
  ])("leaves %s", (_, snippet) => {
    const { tree, span } = marked(snippet);
    expect(insertListElement(tree, span, '"x"')).toBeUndefined();
  });
});

describe("removeBinding", () => {
  test.each([
    ["the only one", "{ «a = 1;» }", "{ }"],
    ["the first", "{ «a = 1;» b = 2; }", "{ b = 2; }"],
    ["the last", "{ a = 1; «b = 2;» }", "{ a = 1; }"],
    ["a line", "{\n  a = 1;\n  «b = 2;»\n  c = 3;\n}", "{\n  a = 1;\n  c = 3;\n}"],
    ["a line with blanks at its end", "{\n  «a = 1;»  \n  b = 2;\n}", "{\n  b = 2;\n}"],
    ["many lines", "{\n  «a = {\n    b = 1;\n  };»\n  c = 3;\n}", "{\n  c = 3;\n}"],
    ["an empty line too", "{\n  a = 1;\n\n  «b = 2;»\n\n  c = 3;\n}", "{\n  a = 1;\n\n  c = 3;\n}"],
    ["an inherit", "rec {\r\n  «inherit x;»\r\n  b = 2;\r\n}", "rec {\r\n  b = 2;\r\n}"],
  ])("removes %s", (_, snippet, expected) => {
    const { tree, span } = marked(snippet);
    expect(edited(tree, removeBinding(tree, span))).toBe(expected);
  });

  test.each([
    ["a comment inside", "{ «a = /* why */ 1;» }"],
    ["a comment behind", "{\n  «a = 1;» # why\n}"],
    ["a comment above", "{\n  # why\n  «a = 1;»\n}"],
    ["its place in a let", "let «a = 1;» in a"],
  ])("leaves a binding for %s", (_, snippet) => {
    const { tree, span } = marked(snippet);
    expect(removeBinding(tree, span)).toBeUndefined();
  });
});

describe("insertBinding", () => {
  test.each([
    ["an empty set", "«{ }»", "{ x = 1; }"],
    ["an empty tight set", "«{}»", "{ x = 1; }"],
    ["an empty set of two lines", "  «{\n  }»", "  {\n    x = 1;\n  }"],
    ["a line", "«{ a = 1; }»", "{ a = 1; x = 1; }"],
    ["a tight line", "«{a=1;}»", "{a=1; x = 1;}"],
    ["lines", "«{\n    a = 1;\n    b = 2;\n}»", "{\n    a = 1;\n    b = 2;\n    x = 1;\n}"],
    ["lines with CRLF", "«rec {\r\n\ta = 1;\r\n}»", "rec {\r\n\ta = 1;\r\n\tx = 1;\r\n}"],
    ["lines with comments", "«{\n  a = 1; # of a\n  # b = 2;\n}»", "{\n  a = 1; # of a\n  # b = 2;\n  x = 1;\n}"],
    ["a line around lines", "«{ a = {\n  b = 1;\n}; }»", "{ a = {\n  b = 1;\n}; x = 1; }"],
    ["a bracket in a comment", "«rec /* { */ { }»", "rec /* { */ { x = 1; }"],
  ])("adds to %s", (_, snippet, expected) => {
    const { tree, span } = marked(snippet);
    expect(edited(tree, insertBinding(tree, span, "x = 1;"))).toBe(expected);
  });

  test.each([
    ["a list", "«[ ]»"],
    ["a set with a broken binding", "«{ a = ; }»"],
  ])("leaves %s", (_, snippet) => {
    const { tree, span } = marked(snippet);
    expect(insertBinding(tree, span, "x = 1;")).toBeUndefined();
  });
});

describe("after any edit", () => {
  const trivia = fc.constantFrom(" ", " ", "\n  ", "\n\n  ", " # c\n", " /* d */ ", "\r\n\t");
  const element = fc.constantFrom('"a"', "b.c", "(f x)", "[ ]", "{ y = 1; }", "{\n z = 1;\n}", "(g /* e */ h)");
  const inList = fc.array(fc.tuple(trivia, element), { maxLength: 4 });
  const inSet = fc.array(fc.tuple(trivia, fc.constantFrom("k", "l.m", '"n o".p'), element), { maxLength: 4 });
  const list = fc.tuple(inList, trivia).map(([all, end]) => `[${all.flat().join("")}${end}]`);
  const set = fc.tuple(inSet, trivia).map(([all, end]) => {
    const bindings = all.map(([blank, name, value], index) => `${blank}${name}${index} = ${value};`);
    return `{${bindings.join("")}${end}}`;
  });
  const text = fc
    .tuple(trivia, fc.oneof(list, set), trivia, list)
    .map(([a, x, b, y]) => `{${a}p = ${x};${b}q = ${y};\n}`);

  test("the text parses, and has the comments it had", () => {
    fc.assert(
      fc.property(text, (source) => {
        const tree = parser.parse("property.nix", source);
        expect(tree.errors).toEqual([]);
        const results: (readonly TextEdit[] | undefined)[] = [];
        for (const node of everyNode(tree)) {
          if (node.kind === "list") {
            results.push(insertListElement(tree, node.span, '"x"'));
            for (const { span } of node.elements) {
              results.push(removeListElement(tree, span));
            }
          } else if (node.kind === "attrset") {
            results.push(
              insertBinding(tree, node.span, "x = 1;"),
              ...node.bindings.map(({ span }) => removeBinding(tree, span)),
            );
          }
        }
        for (const edits of results) {
          if (!edits) continue;
          const after = parser.parse("after.nix", applyEdits(source, edits));
          expect(after.errors).toEqual([]);
          expect(after.comments.map((comment) => comment.text)).toEqual(tree.comments.map((comment) => comment.text));
        }
      }),
      { numRuns: 300 },
    );
  });
});
