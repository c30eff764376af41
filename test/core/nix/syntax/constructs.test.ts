// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the snippets are Nix.
import { beforeAll, expect, test } from "vitest";
import { createParser, type Parser } from "../../../../server/core/nix/syntax/parser.ts";
import { grammarBytes } from "../../../support/grammar.ts";
import { printAst } from "../../../support/print-ast.ts";

let parser: Parser;
beforeAll(async () => {
  parser = await createParser(await grammarBytes());
});

function lowered(text: string): string | undefined {
  const { root, errors } = parser.parse("constructs.nix", text);
  expect(errors).toEqual([]);
  return root && printAst(root);
}

test.each([
  // Literals
  ["1", "1"],
  ["007", "7"],
  ["9223372036854775807", "9223372036854775807"],
  ["9223372036854775808", "(unsupported)"],
  ["1.50e2", "150"],
  [".5", "0.5"],
  ["a:b", '(uri "a:b")'],
  ["https://nixos.org/x?y=1", '(uri "https://nixos.org/x?y=1")'],
  ["<nixpkgs/lib>", "<nixpkgs/lib>"],
  ["./a.nix", '(path "./a.nix")'],
  ["../.", '(path "../.")'],
  ["/dev/sda", '(path "/dev/sda")'],
  ["~/x", '(path "~/x")'],
  ["a/b", '(path "a/b")'],
  [`./\${a}/b`, `(path "./"+\${a}+"/b")`],
  [`~/\${a}.nix`, `(path "~/"+\${a}+".nix")`],
  // Quoted strings
  ['""', '""'],
  [String.raw`"a\n\t\r\"\\\q"`, String.raw`"a\n\t\r\"\\q"`],
  [String.raw`"\${a} $$ $\{b} $"`, `"\${a} $$ \${b} $"`],
  [`"$$\{a} $$$\{b}"`, `"$$\{a} $$"+$\{b}`],
  [`"a$\{"b$\{c}"}d"`, `"a"+$\{"b"+$\{c}}+"d"`],
  ['"a\r\nb\rc"', String.raw`"a\nb\nc"`],
  ['"# no /* comment */"', '"# no /* comment */"'],
  // Lists and sets
  ["[ ]", "[]"],
  ["[ a.b (f x) [ ] {} ]", "[(. a b) ((f x)) [] {}]"],
  ["[ a.b or c d ]", "[(. a b or c) d]"],
  ["{ }", "{}"],
  ["{ a = 1; b.c = 2; }", "{a=1; b.c=2;}"],
  [`rec { "a b".$\{c}."d$\{e}" = 1; }`, `rec{"a b".$\{c}."d"+$\{e}=1;}`],
  ["{ inherit a b; inherit (c.d) e; }", "{inherit a b; inherit ((. c d)) e;}"],
  ['{ inherit; inherit (a); inherit "b"; }', '{inherit; inherit (a); inherit "b";}'],
  // What binds
  ["let a = 1; inherit b; in a", "(let {a=1; inherit b;} a)"],
  ["let in 1", "(let {} 1)"],
  ["let { body = 1; }", "(. rec{body=1;} body)"],
  ["with a; with b; c", "(with a (with b c))"],
  ["assert a; b", "(assert a b)"],
  ["if a then b else if c then d else e", "(if a b (if c d e))"],
  // Functions
  ["x: y: x", "(\\ x (\\ y x))"],
  ["{ }: 1", "(\\ {} 1)"],
  ["{ a, b ? a, ... }: b", "(\\ {a (? b a) ...} b)"],
  ["{ ... }@args: args", "(\\ args@{...} args)"],
  ["args @ { a }: a", "(\\ args@{a} a)"],
  ["{ a, b ? 1, }: a", "(\\ {a (? b 1)} a)"],
  ["{ a, /* b */ # c\n}@x: a", "(\\ x@{a} a)"],
  ["f a b.c (d e)", "(((f a) (. b c)) ((d e)))"],
  // Selection
  [`a.b."c d".$\{e}`, `(. a b."c d".$\{e})`],
  ["a.b or c.d or e", "(. a b or (. c d or e))"],
  ["a ? b.c", "(? a b.c)"],
  ["f or", "(f or)"],
  ["{ or = 1; }.or", "(. {or=1;} or)"],
  // Operators
  ["-a.b", "(- (. a b))"],
  ["!a ? b", "(! (? a b))"],
  ["-a ? b", "(? (- a) b)"],
  ["!a == b", "(== (! a) b)"],
  ["a - b - c", "(- (- a b) c)"],
  ["a + b * c / d", "(+ a (/ (* b c) d))"],
  ["a ++ b ++ c", "(++ a (++ b c))"],
  ["a // b // c", "(// a (// b c))"],
  ["a ++ b // c", "(// (++ a b) c)"],
  ["a == b && c != d || e -> f", "(-> (|| (&& (== a b) (!= c d)) e) f)"],
  ["a < b == (c >= d)", "(== (< a b) ((>= c d)))"],
  ["a ? b ? c", "(? (? a b) c)"],
  ["a //b //c", "(// a (// b c))"],
  ["{ a = b//c; d = 1; }", "{a=(// b c); d=1;}"],
  // Around it
  ["", undefined],
  ["# nothing", undefined],
  ["\r\n# a\r\n1\r\n", "1"],
  ["# a carriage return ends a comment\r1", "1"],
  ["/* a **/ 1", "1"],
])("%j", (text, expected) => {
  expect(lowered(text)).toBe(expected);
});

test.each([["pipe operators", "{ a = b |> c; d = f <| g; e = 1; }", "{a=(unsupported); d=(unsupported); e=1;}"]])(
  "what the grammar lacks stays unknown: %s",
  (_, text, expected) => {
    expect(lowered(text)).toBe(expected);
  },
);

// Expected values are what nix-instantiate 2.8 makes of the same text.
test.each([
  ["''''", ""],
  ["''a''", "a"],
  ["''   ''", ""],
  ["''\n  a\n\n    b\n \n  ''", "a\n\n  b\n\n"],
  ["''  \n  a\n''", "a\n"],
  ["''\n\ta\n\t b\n''", "\ta\n\t b\n"],
  ["''a\n    b''", "a\n    b"],
  ["''\n  x\n      \n  y ''", "x\n    \ny "],
  ["''\n  a\n   ''\\\n  b\n    c''", "a\n \nb\n  c"],
  ["''\n    a\n  '''\n   b\n  ''", "  a\n''\n b\n"],
  ["''\n    a\n  ''${x}\n   b\n  ''", "  a\n${x}\n b\n"],
  ["''\n  a''\\n  b\n''", "a\nb\n"],
  ["'' $$ $' '$ ''\\t ''", "$$ $' '$ \t "],
  ["''\r\n  a\r\n  b\r\n  ''", "\r\n  a\r\n  b\r\n"],
  ["''\n  a\r\n\r\n  b\r\n  ''", "  a\r\n\r\n  b\r\n"],
])("indentation of %j", (text, expected) => {
  expect(lowered(text)).toBe(`(indented ${JSON.stringify(expected)})`);
});

test.each([
  ["''\n    a\n  ${x}\n   b\n  ''", String.raw`(indented "  a\n"+\${x}+"\n b\n")`],
  ["''\n  x\n   ${y}''", String.raw`(indented "x\n "+\${y})`],
  ["''\n  x\n   ${y}  ''", String.raw`(indented "x\n "+\${y}+"  ")`],
  ["''\n  x\n   ${y}\n    ''", String.raw`(indented "x\n "+\${y}+"\n")`],
])("an interpolation is content: %j", (text, expected) => {
  expect(lowered(text)).toBe(expected.replaceAll("\\$", "$"));
});

test("text parts know where they were written", () => {
  const { root } = parser.parse("parts.nix", '"ab\\n${c}d"');
  expect(root?.kind === "string" && root.parts.map((part) => part.span)).toEqual([
    { start: 1, end: 5 },
    { start: 5, end: 9 },
    { start: 9, end: 10 },
  ]);
});

test("offsets are UTF-16 code units", () => {
  const text = '{ # 😀 é\n  "😀" = "é😀" + x; }';
  const { root, comments } = parser.parse("unicode.nix", text);
  expect(comments.map(({ span }) => text.slice(span.start, span.end))).toEqual(["# 😀 é"]);
  const binding = root?.kind === "attrset" ? root.bindings[0] : undefined;
  const value = binding?.kind === "binding" ? binding.value : undefined;
  expect(value && text.slice(value.span.start, value.span.end)).toBe('"é😀" + x');
  expect(root && printAst(root)).toBe('{"😀"=(+ "é😀" x);}');
});

test("comments come in document order, without their line ends", () => {
  const text = '# a\r\n{ /* b\n */ x = "# no ${/* c */ y}"; # d\r\n}\n# e';
  const { comments } = parser.parse("comments.nix", text);
  expect(comments.map((comment) => comment.text)).toEqual(["# a", "/* b\n */", "/* c */", "# d", "# e"]);
  for (const { span, text: written } of comments) expect(text.slice(span.start, span.end)).toBe(written);
});
