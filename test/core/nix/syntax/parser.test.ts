// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the snippets are Nix.
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { createParser, type Parser } from "../../../../server/core/nix/syntax/parser.ts";
import { grammarBytes } from "../../../support/grammar.ts";
import { printAst } from "../../../support/print-ast.ts";

let parser: Parser;
beforeAll(async () => {
  parser = await createParser(await grammarBytes());
});

const SNIPPETS = [
  '{ lib, disks ? [ "/dev/sda" ], ... }:\n{\n  # all\n  disko.devices = lib.genAttrs disks (d: { type = "disk"; });\n}\n',
  "let\n  a = 1;\n  b = ''\n    x ${toString a}\n      y\n  '';\nin\nrec { inherit a; c = a + 1; d.e.\"f g\" = [ a (-1) c ]; }\n",
  '{\r\n  "😀" = if x then ./y.nix else <z>; /* c */\r\n}\r\n',
  "{ a, b, }: with a; assert b ? c; a.b or c // { inherit (a) d; }",
];

describe("trees are kept", () => {
  test("the same text gives the same object", () => {
    const tree = parser.parse("same.nix", "{ a = 1; }");
    expect(parser.parse("same.nix", "{ a = 1; }")).toBe(tree);
    expect(parser.parse("same.nix", "{ a = 2; }")).not.toBe(tree);
  });

  test("but not when the path was forgotten", () => {
    const tree = parser.parse("forgotten.nix", "1");
    parser.forget("forgotten.nix");
    expect(parser.parse("forgotten.nix", "1")).not.toBe(tree);
    parser.forget("never seen.nix");
  });

  test("the one used least recently goes first", () => {
    const first = parser.parse("0.nix", "0");
    const second = parser.parse("1.nix", "1");
    for (let i = 2; i < 64; i++) parser.parse(`${i}.nix`, "2");
    expect(parser.parse("0.nix", "0")).toBe(first);
    parser.parse("64.nix", "64");
    expect(parser.parse("0.nix", "0")).toBe(first);
    expect(parser.parse("1.nix", "1")).not.toBe(second);
  });
});

test("two parsers live side by side", async () => {
  const other = await createParser(await grammarBytes());
  const tree = other.parse("a.nix", "[ 1 ]");
  expect(parser.parse("a.nix", "{ }").root?.kind).toBe("attrset");
  expect(tree.root?.kind).toBe("list");
});

test("an edited text is read as if it were new", () => {
  const typed = fc.oneof(
    fc.constantFrom("{", "}", "[", "]", '"', "''", "${", ";", "=", ",", " ", "\n", "\r\n", "#", "/*", "*/", "//", "|>"),
    fc.constantFrom("a", "let ", "x: ", "inherit", "1", "./a", "😀", "\ud83d", "{ a, }: a"),
  );
  const edit = fc.record({ at: fc.nat(), length: fc.nat({ max: 6 }), typed });
  fc.assert(
    fc.property(fc.constantFrom(...SNIPPETS), fc.array(edit, { minLength: 1, maxLength: 8 }), (snippet, edits) => {
      parser.forget("edited.nix");
      parser.parse("edited.nix", snippet);
      let text = snippet;
      for (const { at, length, typed } of edits) {
        const start = at % (text.length + 1);
        text = text.slice(0, start) + typed + text.slice(start + length);
        parser.forget("new.nix");
        expect(parser.parse("edited.nix", text)).toEqual(parser.parse("new.nix", text));
      }
    }),
    { numRuns: 300 },
  );
});

describe("the comma behind the last argument", () => {
  const name = fc.constantFrom("a", "b", "lib", "disko'");
  const fallback = fc.constantFrom("", " ? 1", " ? { x, }: x", ' ? [ "," ]', " ? f { a = b: c; }");
  const trivia = fc.constantFrom("", " ", "\n  ", " # , }\n", "/* , */", "\r\n");
  const formals = fc
    .array(fc.tuple(trivia, name, fallback, trivia), { minLength: 1, maxLength: 4 })
    .map((all) => all.map((parts) => parts.join("")).join(","));
  const frame = fc.constantFrom<[string, string]>(
    ["{", "}: a"],
    ["{", "}@args: a"],
    ["args@{", "}: x: a"],
    ["[ ({", "}: [ ]) ]"],
  );

  test("changes nothing but its own place", () => {
    fc.assert(
      fc.property(frame, formals, trivia, ([open, close], inside, before) => {
        const withComma = `${open}${inside},${before}${close}`;
        const without = `${open}${inside} ${before}${close}`;
        const tree = parser.parse("with.nix", withComma);
        expect(tree.errors).toEqual([]);
        expect({ ...tree, text: "" }).toEqual({ ...parser.parse("without.nix", without), text: "" });
      }),
    );
  });

  test.each(["{ , }: a", "{ a,, }: a", "{ a, ..., }: a", "{ a = 1, }", "[ a, ]"])("is no licence for %j", (text) => {
    expect(parser.parse("comma.nix", text).errors).toHaveLength(1);
  });
});

test.each([
  "{ inherit; inherit (x); }",
  "~/${x}/y",
  "a |> b |> c",
  "a <| b",
  "a//b",
  "a //b //c",
  "a.b//c.d",
  "{ a, b ? 1, }@c: a",
  "{ or = 1; }",
  "a ? b ? c",
  "9223372036854775808",
  "let { body = 1; }",
  "# a\r1",
])("what Nix accepts and the grammar does not is no error: %j", (text) => {
  expect(parser.parse("gap.nix", text).errors).toEqual([]);
});

test("what is around a gap is read", () => {
  const { root } = parser.parse("gap.nix", "{ a, }: { b = a |> c; d = [ 1 (2 |> e) ~/${a} ]; inherit; }");
  expect(root && printAst(root)).toBe('(\\ {a} {b=(unsupported); d=[1 ((unsupported)) (path "~/"+${a})]; inherit;})');
});
