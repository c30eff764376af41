import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { createParser, type Parser } from "../../../../server/core/nix/syntax/parser.ts";
import { grammarBytes } from "../../../support/grammar.ts";
import { printAst } from "../../../support/print-ast.ts";

let parser: Parser;
beforeAll(async () => {
  parser = await createParser(await grammarBytes());
});

function check(text: string): { errors: string[]; lowered: string | undefined } {
  const { root, errors } = parser.parse("errors.nix", text);
  return {
    errors: errors.map(({ span, message }) => `${span.start} ${text.slice(span.start, span.end)}: ${message}`),
    lowered: root && printAst(root),
  };
}

test.each([
  ["{ a = 1 }", ["6 1: expected `;` after this value"], "{a=1;}"],
  ["{a=1}", ["3 1: expected `;` after this value"], "{a=1;}"],
  ["{ a = 1\n  b = 2; }", ["6 1: expected `;` after this value"], "{a=1; b=2;}"],
  ["{ a = f x\n  b.c = 2; }", ["8 x: expected `;` after this value"], "{a=(f x); b.c=2;}"],
  ["{ a = 1\n  inherit b; }", ["6 1: expected `;` after this value"], "{a=1; inherit b;}"],
  ["{ a = ; b = 2; }", ["4 =: expected a value after `=`"], "{a=(unsupported); b=2;}"],
  ["{ a = (1 + ); b = 2; }", ["9 +: expected a value after `+`"], "{a=((unsupported)); b=2;}"],
  ["{ con\n  b = 2; }", ["2 con: expected `=` and a value after this name"], "{b=2;}"],
  ["{ a = 1; con }", ["9 con: expected `=` and a value after this name"], "{a=1;}"],
  ["{ a.b. = 1; c = 2; }", ["7 =: expected a name after `.`, found `=`"], "{c=2;}"],
  ["{ a = 1;; b = 2; }", ["8 ;: unexpected `;`: there is no binding before it"], "{a=1; b=2;}"],
  ["{ if = 1; }", ['2 if: `if` is a keyword: as a name it is written "if"'], "{if=1;}"],
  ["{ inherit a.b; c = 1; }", ["11 .: expected a name or `;` in this `inherit`, found `.`"], "{c=1;}"],
  ['[ "a", "b" ]', ["5 ,: elements of a list are separated by blanks, not by `,`"], '["a" "b"]'],
  ["[ a ++ b ]", ["4 ++: an element like this needs parentheses"], "[a (unsupported) b]"],
  ["{ a = [ 1 ; b = 2; }", ["6 [: expected `]` for this `[`"], "{a=[1]; b=2;}"],
  [
    "{ a = if b then c; d = 1; }",
    ["17 ;: expected `else` (in Nix every `if` has one), found `;`"],
    "{a=(unsupported); d=1;}",
  ],
  ["a ++ if b then c else d", ["5 if: `if` needs parentheses here"], "(unsupported)"],
  ["a == b == c", ["7 ==: `==` cannot follow another comparison like this: parentheses are needed"], "(unsupported)"],
  ["{ a b, ... }: a", ["2 a: expected `,` after this argument"], "(\\ {a b ...} a)"],
  ["{ ..., a }: a", ["2 ...: `...` comes last among the arguments"], "(\\ {...} a)"],
  ["{ a = ./b/; }", ["6 ./b/: a path does not end with `/`"], '{a=(path "./b/");}'],
  ["with a { }", ["9 }: expected `;` after the expression of `with`"], "(with (a {}) (unsupported))"],
  ["{ } }", ["4 }: unexpected `}`: the expression of this file is complete before it"], "{}"],
  ["{ a =\u00a01; b = 2; }", ["5 \u00a0: expected a value, found the character U+00A0"], "{a=(unsupported); b=2;}"],
])("%j", (text, errors, lowered) => {
  expect(check(text)).toEqual({ errors, lowered });
});

describe("at the end of the text", () => {
  test.each([
    ["{ a = { b = 1;", ["6 {: this `{` is never closed"], "{a={b=1;};}"],
    ["{\n  a = {\n    b = 1;\n  c = 2;\n}", ["8 {: this `{` is never closed"], "{a={b=1; c=2;};}"],
    ["{ a =", ["4 =: expected a value after `=`"], "{a=(unsupported);}"],
    ["[ 1 2", ["0 [: this `[` is never closed"], "[1 2]"],
    ["x:", ["1 :: expected a value after `:`, found the end of the file"], "(\\ x (unsupported))"],
    ["let a = 1;", ["0 let: expected `in` and an expression for this `let`"], "(let {a=1;} (unsupported))"],
    ["{ a = 1; /* b", ["9 /*: this comment is never closed"], "{a=1;}"],
  ])("%j", (text, errors, lowered) => {
    expect(check(text)).toEqual({ errors, lowered });
  });
});

describe("an unclosed string", () => {
  test("is looked for on the line where it was forgotten", () => {
    expect(check('{ a = "x;\n  b = "y";\n  c = 1; }')).toEqual({
      errors: ['6 "x: this string is never closed'],
      lowered: '{a=(unsupported); b="y"; c=1;}',
    });
  });

  test("of two quotes takes the rest of the file", () => {
    expect(check("{ a = 1; b = ''x\n  y; }")).toEqual({
      errors: ["13 ''x: this string is never closed"],
      lowered: "{a=1; b=(unsupported);}",
    });
  });
});

test("a byte order mark", () => {
  expect(check("\ufeff{ a = 1; }")).toEqual({
    errors: ["0 \ufeff: Nix does not read a file that begins with a byte order mark"],
    lowered: "{a=1;}",
  });
});

test("two broken places are two errors, and both neighbours stand", () => {
  expect(check("{ a = ; b = 1; c = [ 1, ]; d = 2; }")).toEqual({
    errors: ["4 =: expected a value after `=`", "22 ,: elements of a list are separated by blanks, not by `,`"],
    lowered: "{a=(unsupported); b=1; c=[1]; d=2;}",
  });
});

test("no more than ten are reported", () => {
  expect(parser.parse("many.nix", `{ ${"a = ; ".repeat(50)}}`).errors).toHaveLength(10);
});

describe("junk never throws", () => {
  test.each<[string, string]>([
    ["parentheses", "(".repeat(10_000)],
    ["closed parentheses", `${"(".repeat(10_000)}1${")".repeat(10_000)}`],
    ["lists", "[".repeat(10_000) + "]".repeat(10_000)],
    ["sets", `${"{ a = ".repeat(10_000)}1${"; }".repeat(10_000)}`],
    ["functions", `${"x: ".repeat(10_000)}x`],
    ["an endless sum", `${"a ++ ".repeat(10_000)}a`],
    ["interpolations", '"${'.repeat(10_000)],
    ["an endless word", "a.".repeat(20_000)],
    ["NULs", "\0".repeat(1000)],
    ["lone surrogates", '{ a = "\ud800"; \udc00 = 1; }'],
    ["a lone carriage return", "{ a = 1;\r b = 2; }"],
  ])("%s", (name, text) => {
    const tree = parser.parse(name, text);
    expect(tree.text).toBe(text);
    expect(tree.root).toBeDefined();
  });

  test("sums of some hundred operands are read whole", () => {
    const { root } = parser.parse("sum.nix", `${"a ++ ".repeat(400)}a`);
    expect(root && printAst(root)).not.toContain("unsupported");
  });

  test("whatever the text, spans lie within it", () => {
    const piece = fc.oneof(
      fc.constantFrom(..."{}[]();=.,:?@\"'$\\/<>+-!|&#* \n\r\t".split("")),
      fc.constantFrom(
        "let ",
        "in ",
        "if ",
        "then ",
        "else ",
        "with ",
        "rec ",
        "inherit ",
        "''",
        "${",
        "a",
        "1",
        "./a",
        "or ",
      ),
      fc.string({ unit: "binary", maxLength: 4 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const text = pieces.join("");
        const tree = parser.parse("junk.nix", text);
        for (const { span } of [...tree.errors, ...tree.comments, ...(tree.root ? [tree.root] : [])]) {
          expect(span.start).toBeGreaterThanOrEqual(0);
          expect(span.end).toBeGreaterThanOrEqual(span.start);
          expect(span.end).toBeLessThanOrEqual(text.length);
        }
      }),
      { numRuns: 500 },
    );
  });
});
