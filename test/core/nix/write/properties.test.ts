/** What holds for every file and every edit, however the file is written. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Expr, SyntaxTree } from "../../../../server/core/nix/syntax/ast.ts";
import type { Edits } from "../../../../server/core/nix/syntax/edits.ts";
import { allNodes } from "../../../../server/core/nix/syntax/query.ts";
import { addComment } from "../../../../server/core/nix/write/add-comment.ts";
import { editList } from "../../../../server/core/nix/write/edit-list.ts";
import { mergeBindings } from "../../../../server/core/nix/write/merge-binding.ts";
import { type Layout, printBinding, printExpr } from "../../../../server/core/nix/write/print.ts";
import { addBindings, addToList } from "../../../../server/core/nix/write/splice.ts";
import { applyEdits } from "../../../../server/core/text/edit.ts";
import { evaluateToJson, parse, TEST_PATH } from "../../../support/evaluate.ts";
import { commentsOf, isWithin } from "./marked.ts";
import { anyData, anyHand, anyList, anySet, type Data, isSet, toBindings, toExpr, write } from "./random-nix.ts";
import { readExpr } from "./read-expr.ts";

const anyLayout: fc.Arbitrary<Layout> = fc.record({
  indentation: fc.constantFrom("", "  ", "\t", "      "),
  newline: fc.constantFrom("\n", "\r\n"),
  unit: fc.constantFrom("  ", "    ", "\t"),
  lists: fc.constantFrom("one-line", "one-per-line"),
});

describe("what is printed", () => {
  test("is worth what was meant, and printed anew it is the same", () => {
    fc.assert(
      fc.property(anyData, anyLayout, (data, layout) => {
        const text = printExpr(toExpr(data), layout);
        expect(evaluateToJson(text)).toEqual(data);
        const { root } = parse(TEST_PATH, text);
        expect(root && printExpr(readExpr(root), layout)).toBe(text);
        if (layout.newline === "\r\n") expect(text).not.toMatch(/[^\r]\n/);
      }),
    );
  });

  test("comments change no value", () => {
    fc.assert(
      fc.property(fc.array(fc.string()), anyData, anyLayout, (comment, data, layout) => {
        const text = printBinding({ path: ["a"], value: toExpr(data), comment }, layout);
        expect(evaluateToJson(`{ ${text} }`)).toEqual({ a: data });
      }),
    );
  });
});

/** Random files `{ p = …; q = …; }` with either kind of line break, and p's expression. */
const anyFile = fc
  .record({ p: fc.oneof(anySet, anyList), q: anyData, hand: anyHand, newline: fc.constantFrom("\n", "\r\n") })
  .map(({ p, q, hand, newline }) => {
    const pen = hand();
    const body = `${pen.gap()}p =${pen.gap()}${write(p, pen)};${pen.gap()}q = ${write(q, pen)};${pen.gap()}`;
    return { p, q, text: `# first\n{${body}}\n`.replaceAll("\n", newline), newline };
  });

function expressionOf(tree: SyntaxTree, name: string): Expr {
  if (tree.root?.kind !== "attrset") throw new Error("no set");
  for (const binding of tree.root.bindings) {
    const [first] = binding.kind === "binding" ? binding.path : [];
    if (binding.kind === "binding" && first?.kind === "identifier" && first.name === name) return binding.value;
  }
  throw new Error(`no ${name}`);
}

/** The tree after the edits, if there are any: parsed without errors, comments as they were. */
function rewritten(tree: SyntaxTree, edits: NonNullable<Edits>, newline: string): SyntaxTree {
  const text = applyEdits(tree.text, edits);
  const result = parse("/w/after.nix", text);
  expect(result.errors, text).toEqual([]);
  expect(isWithin(commentsOf(tree), commentsOf(result)), text).toBe(true);
  if (newline === "\r\n") expect(text).not.toMatch(/[^\r]\n/);
  return result;
}

/** Only blanks go. */
function expectNothingLost(tree: SyntaxTree, edits: NonNullable<Edits>): void {
  for (const { span } of edits) expect(tree.text.slice(span.start, span.end)).toMatch(/^\s*$/);
}

describe("after any edit the file is worth what was meant", () => {
  test("addBindings", () => {
    fc.assert(
      fc.property(
        anyFile,
        anySet,
        fc.option(fc.nat(3)),
        fc.array(fc.constantFrom("why", "", "# two")),
        (file, added, at, comment) => {
          const { p, q, text, newline } = file;
          if (!isSet(p)) return;
          const tree = parse(TEST_PATH, text);
          const set = expressionOf(tree, "p");
          const sibling = at === null || set.kind !== "attrset" ? undefined : set.bindings[at]?.span;
          const bindings = toBindings(added).map((one) => ({ ...one, comment }));
          const edits = addBindings(tree, set.span, bindings, { after: sibling });
          const clash = Object.keys(added).some((key) => Object.hasOwn(p, key));
          if (clash) expect(edits).toBeUndefined();
          else if (!sibling) expect(edits).toBeDefined();
          if (!edits) return;
          expectNothingLost(tree, edits);
          expect(evaluateToJson(rewritten(tree, edits, newline).text)).toEqual({ p: { ...p, ...added }, q });
        },
      ),
    );
  });

  test("addToList", () => {
    fc.assert(
      fc.property(anyFile, anyList, fc.array(fc.constantFrom("why", "")), ({ p, q, text, newline }, added, comment) => {
        if (isSet(p)) return;
        const tree = parse(TEST_PATH, text);
        const items = added.map((one) => ({ value: toExpr(one), comment }));
        const edits = addToList(tree, expressionOf(tree, "p").span, items);
        if (!edits) throw new Error("no edit");
        expectNothingLost(tree, edits);
        expect(evaluateToJson(rewritten(tree, edits, newline).text)).toEqual({ p: [...p, ...added], q });
      }),
    );
  });

  test("editList", () => {
    const fates = fc.array(fc.constantFrom("stays", "goes", "x", 'y"${z}'), { minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(anyFile, fates, fc.array(fc.constantFrom("r", "s t")), ({ p, q, text, newline }, fate, add) => {
        if (isSet(p)) return;
        const tree = parse(TEST_PATH, text);
        const list = expressionOf(tree, "p");
        const elements = list.kind === "list" ? list.elements : [];
        const edits = editList(tree, list.span, {
          remove: elements.filter((_, i) => fate[i] === "goes").map(({ span }) => span),
          replace: elements.flatMap(({ span }, i) => {
            const to = fate[i] ?? "stays";
            return to === "stays" || to === "goes" ? [] : [{ span, text: to }];
          }),
          add,
        });
        if (!edits) return;
        const expected = p.flatMap((one, i): Data[] =>
          fate[i] === "stays" ? [one] : fate[i] === "goes" ? [] : [fate[i] ?? ""],
        );
        const result = rewritten(tree, edits, newline);
        expect(commentsOf(result)).toEqual(commentsOf(tree));
        expect(evaluateToJson(result.text)).toEqual({ p: [...expected, ...add], q });
      }),
    );
  });

  test("addComment, and once is enough", () => {
    const words = fc.array(fc.constantFrom("why", "because of it", "", "long ".repeat(40)), { minLength: 1 });
    fc.assert(
      fc.property(anyFile, fc.nat(30), words, ({ p, q, text, newline }, at, lines) => {
        const tree = parse(TEST_PATH, text);
        const nodes = allNodes(tree);
        const { span } = nodes[at % nodes.length] ?? { span: { start: 0, end: 0 } };
        const edits = addComment(tree, span, lines);
        if (!edits) return;
        expectNothingLost(tree, edits);
        const result = rewritten(tree, edits, newline);
        expect(evaluateToJson(result.text)).toEqual({ p, q });
        const moved = edits.reduce((sum, { newText }) => sum + newText.length, 0);
        expect(addComment(result, { start: span.start + moved, end: span.end + moved }, lines)).toEqual([]);
      }),
    );
  });

  test("edits of many places at a time", () => {
    fc.assert(
      fc.property(anyFile, anySet, anyList, ({ p, q, text, newline }, added, items) => {
        const tree = parse(TEST_PATH, text);
        const nodes = allNodes(tree);
        const elements = items.map((item) => ({ value: toExpr(item) }));
        const inLists = nodes.flatMap(
          (node) => (node.kind === "list" ? addToList(tree, node.span, elements) : []) ?? [],
        );
        const grown = (one: Data): Data => {
          if (Array.isArray(one)) return [...one.map(grown), ...items];
          return isSet(one) ? Object.fromEntries(Object.entries(one).map(([key, value]) => [key, grown(value)])) : one;
        };
        expect(evaluateToJson(rewritten(tree, inLists, newline).text)).toEqual({ p: grown(p), q: grown(q) });
        const others = nodes.flatMap((node) => {
          if (node.kind === "attrset")
            return addBindings(tree, node.span, [{ path: ["zzz"], value: toExpr(added) }]) ?? [];
          return (node.kind === "binding" && addComment(tree, node.span, ["why"])) || [];
        });
        rewritten(tree, [...inLists, ...others], newline);
      }),
    );
  });

  test("mergeBindings, and once is enough", () => {
    const name = fc.constantFrom("a", "b", "c", "@home");
    const wish = fc.tuple(fc.array(name, { minLength: 1, maxLength: 3 }), anyData);
    let merged = 0;
    fc.assert(
      fc.property(anyFile, fc.array(wish, { minLength: 1, maxLength: 3 }), ({ p, q, text, newline }, wishes) => {
        if (!isSet(p)) return;
        const tree = parse(TEST_PATH, text);
        const bindings = wishes.map(([path, data]) => ({ path, value: toExpr(data), comment: ["why"] }));
        const edits = mergeBindings(tree, expressionOf(tree, "p").span, bindings);
        const data = wishes.map(([path, inner]) => path.reduceRight<Data>((value, one) => ({ [one]: value }), inner));
        const wanted = data.reduce<Data | undefined>((all, one) => all && mergedData(all, one), {});
        const expected = wanted && mergedData(p, wanted);
        if (expected === undefined) expect(edits).toBeUndefined();
        if (!edits) return;
        merged += 1;
        expectNothingLost(tree, edits);
        const result = rewritten(tree, edits, newline);
        expect(evaluateToJson(result.text), result.text).toEqual({ p: expected, q });
        expect(mergeBindings(result, expressionOf(result, "p").span, bindings), result.text).toEqual([]);
      }),
      { numRuns: 300 },
    );
    expect(merged).toBeGreaterThan(30);
  });
});

/** Undefined where the two contradict each other. */
function mergedData(there: Data | undefined, wanted: Data): Data | undefined {
  if (there === undefined) return wanted;
  if (Array.isArray(there) && Array.isArray(wanted)) {
    return [...there, ...wanted.filter((one) => !there.some((other) => same(other, one)))];
  }
  if (!isSet(there) || !isSet(wanted)) return same(there, wanted) ? there : undefined;
  const result: Record<string, Data> = { ...there };
  for (const [key, value] of Object.entries(wanted)) {
    const both = mergedData(there[key], value);
    if (both === undefined) return undefined;
    result[key] = both;
  }
  return result;
}

function same(a: Data, b: Data): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
