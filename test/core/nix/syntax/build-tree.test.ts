// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the snippets are Nix.
/**
 * A text without mistakes becomes a tree by its tokens, any other through tree-sitter. Whoever reads the tree must not be
 * able to tell which: both ways give the same one, node by node and offset by offset.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { globSync } from "tinyglobby";
import { beforeAll, describe, expect, test } from "vitest";
import { Language, Parser as TreeSitter } from "web-tree-sitter";
import type { Expr } from "../../../../server/core/nix/syntax/ast.ts";
import { buildTree } from "../../../../server/core/nix/syntax/build/build-tree.ts";
import { copyTree } from "../../../../server/core/nix/syntax/concrete-tree.ts";
import { convertTree } from "../../../../server/core/nix/syntax/convert.ts";
import { checkGrammar } from "../../../../server/core/nix/syntax/grammar/check.ts";
import { createParser } from "../../../../server/core/nix/syntax/parser.ts";
import { grammarBytes } from "../../../support/grammar.ts";
import { printAst } from "../../../support/print-ast.ts";

const tests = join(import.meta.dirname, "../../..");

let treeSitter: TreeSitter;
beforeAll(async () => {
  const grammar = await grammarBytes();
  // Starts the runtime.
  await createParser(grammar);
  treeSitter = new TreeSitter();
  treeSitter.setLanguage(await Language.load(grammar.language));
});

/** The tree of the tokens, or why there is none. */
function built(text: string): Expr | string | undefined {
  const { isWhole, tokens } = checkGrammar(text);
  if (!isWhole) return "not Nix";
  const tree = buildTree(text, tokens);
  return tree ? tree.root : "left to tree-sitter";
}

function converted(text: string): Expr | undefined {
  const { source, holes } = checkGrammar(text);
  const tree = treeSitter.parse(source);
  return tree ? convertTree(copyTree(tree, text.length), text, holes) : undefined;
}

describe("both ways give one tree", () => {
  test("of every layout and configuration among these tests", () => {
    const files = globSync(["**/*.nix"], { cwd: tests, absolute: true, ignore: ["**/node_modules/**"] });
    const trees = files.map((path) => {
      const text = readFileSync(path, "utf8");
      return { path, text, tree: built(text) };
    });
    const read = trees.filter(({ tree }) => typeof tree !== "string");
    expect(read.length).toBeGreaterThan(200);
    for (const { path, text, tree } of read) expect({ path, tree }).toEqual({ path, tree: converted(text) });
  }, 120_000);

  test.each([
    "",
    "# nothing\n",
    "a: b: { c, d ? 1, ... }@e: f",
    "x@{ a, }: { ... }: { }: x",
    "with a; assert b; let c = 1; inherit d; in if e then f else g",
    "!a + b // -c ? d ++ e ++ [ f (-1) ]",
    "a -> b || c && d == e -> f != g < h",
    "a - b - c * d / e - f ++ g ++ h // i // j",
    "!a == b && !c.d ? e.f",
    "a * !b + c",
    "- - a",
    "f (g: g) rec { a.b.c = 1; } [ a.b or c d.e ]",
    "a.b.c or d.e or f g",
    'a."b".${c}."d${e}f" or g',
    '{ a."b" = 1; "c${d}" = 2; ${e}.f = 3; inherit (g) h "i"; inherit or; }',
    "[ 1 1.5 .5 1.e3 9223372036854775807 9223372036854775808 ]",
    "[ ./a ../b/c.nix /d ~/e <f> <g/h> http://i.example/j?k=l ./m/${n}/o ./${p}q ]",
    '"a\\n\\t\\${b}\\"c $$ ${d} $ \\\\ $"',
    "''\n  a\n    ''${b} ''' ''\\n ''\\t $$ $ ' ${c}\n  d\n''",
    "''  x''",
    '"a\r\nb\rc"\r\n',
    "(a) # b\n/* c */ (d)",
    "{ a, b }: a\n  b",
    "a //b",
  ])("of %s", (text) => {
    const tree = built(text);
    expect(tree).not.toEqual(expect.any(String));
    expect(tree).toEqual(converted(text));
  });

  test("of random expressions", () => {
    const name = fc.constantFrom("a", "b", "c'", "_d", "e-f");
    const { expr } = fc.letrec<{ expr: string; simple: string; path: string; text: string; bindings: string }>(
      (tie) => ({
        text: fc
          .array(
            fc.oneof(
              fc.constantFrom("x", " ", "\n", "\n   ", "$ ", "' ", "ä", "😀", "''${", "''\\n", "'''"),
              tie("expr").map((e) => `\${${e}}`),
            ),
            { maxLength: 5 },
          )
          .map((parts) => parts.join("")),
        path: fc
          .array(
            fc.oneof(
              name,
              fc.constant('"k"'),
              tie("expr").map((e) => `\${${e}}`),
            ),
            { minLength: 1, maxLength: 3 },
          )
          .map((parts) => parts.join(".")),
        bindings: fc
          .array(
            fc.oneof(
              fc.tuple(tie("path"), tie("expr")).map(([path, value]) => `${path} = ${value};`),
              fc.tuple(tie("expr"), name).map(([from, key]) => `inherit (${from}) ${key};`),
            ),
            { maxLength: 3 },
          )
          .map((all) => all.join(" ")),
        simple: fc.oneof(
          { depthSize: "small", withCrossShrink: true },
          name,
          fc.constantFrom("1", "2.5", "./a", "<b>", "~/c", "[ ]", "{ }"),
          tie("bindings").map((all) => `{ ${all} }`),
          tie("bindings").map((all) => `rec { ${all} }`),
          tie("expr").map((e) => `(${e})`),
          fc.array(tie("simple"), { maxLength: 3 }).map((all) => `[ ${all.join(" ")} ]`),
          tie("text").map((all) => `''${all}''`),
          tie("text").map((all) => `"${all.replaceAll("''", "\\")}"`),
          fc.tuple(tie("simple"), tie("path")).map(([subject, path]) => `${subject}.${path}`),
        ),
        expr: fc.oneof(
          { depthSize: "small", withCrossShrink: true },
          tie("simple"),
          fc
            .tuple(tie("expr"), fc.constantFrom(..."+ - * / ++ // == < >= && || -> !=".split(" ")), tie("expr"))
            .map((parts) => parts.join(" ")),
          fc.tuple(tie("simple"), tie("simple")).map((parts) => parts.join(" ")),
          fc.tuple(fc.constantFrom("!", "-"), tie("expr")).map((parts) => parts.join("")),
          fc.tuple(tie("expr"), tie("path")).map((parts) => parts.join(" ? ")),
          fc.tuple(tie("simple"), tie("path"), tie("simple")).map(([a, path, b]) => `${a}.${path} or ${b}`),
          fc.tuple(name, tie("expr")).map(([argument, body]) => `${argument}: ${body}`),
          fc.tuple(name, tie("expr"), tie("expr")).map(([key, e, body]) => `{ ${key} ? ${e}, ... }: ${body}`),
          fc.tuple(tie("bindings"), tie("expr")).map(([all, body]) => `let ${all} in ${body}`),
          fc.tuple(tie("expr"), tie("expr"), tie("expr")).map(([a, b, c]) => `if ${a} then ${b} else ${c}`),
          fc.tuple(tie("expr"), tie("expr")).map(([a, b]) => `with ${a}; ${b}`),
        ),
      }),
    );
    let read = 0;
    fc.assert(
      fc.property(expr, (text) => {
        const tree = built(text);
        if (typeof tree === "string") return;
        read += 1;
        expect(tree).toEqual(converted(text));
      }),
      { numRuns: 3000 },
    );
    expect(read).toBeGreaterThan(1000);
  }, 120_000);
});

test.each([
  ["{a=1;}//b", "(// {a=1;} b)"],
  ["f a//b//c.d", "(// (f a) (// b (. c d)))"],
  ["''it's '${a}''", "(indented \"it's '\"+${a})"],
])("tree-sitter does not know %s", (text, printed) => {
  const tree = built(text);
  expect(typeof tree === "object" && printAst(tree)).toBe(printed);
});

describe("left to tree-sitter", () => {
  test.each([
    ["not Nix", "{ a = ; }"],
    ["not Nix", "a |> b"],
    ["left to tree-sitter", "let { body = 1; }"],
    ["left to tree-sitter", "f or"],
    ["left to tree-sitter", '"\0"'],
    ["left to tree-sitter", `${"[".repeat(300)}${"]".repeat(300)}`],
    ["left to tree-sitter", Array.from({ length: 600 }, () => "1").join(" + ")],
    ["left to tree-sitter", Array.from({ length: 600 }, () => "a").join(" ")],
    ["left to tree-sitter", `${"- ".repeat(100_000)}1`],
    ["left to tree-sitter", `a${".b or a".repeat(10_000)}`],
  ])("%s", (why, text) => {
    expect(built(text)).toBe(why);
  });
});
