/** Snippets with marked places, and what becomes of them. */
import { expect } from "vitest";
import type { SyntaxTree } from "../../../../server/core/nix/syntax/ast.ts";
import type { Edits } from "../../../../server/core/nix/syntax/edits.ts";
import { applyEdits } from "../../../../server/core/text/edit.ts";
import type { Span } from "../../../../server/core/text/span.ts";
import { parse, TEST_PATH } from "../../../support/evaluate.ts";

/** Takes the `«»` marks out of a snippet: the spans between them, and the rest parsed. Marks do not nest. */
export function marked(snippet: string): {
  readonly tree: SyntaxTree;
  readonly span: Span;
  readonly spans: readonly Span[];
} {
  const spans: Span[] = [];
  let text = "";
  for (const part of snippet.split(/(?<=[«»])|(?=[«»])/)) {
    if (part === "«") spans.push({ start: text.length, end: text.length });
    else if (part === "»") spans.push({ start: spans.pop()?.start ?? 0, end: text.length });
    else text += part;
  }
  return { tree: parse(TEST_PATH, text), span: spans[0] ?? { start: 0, end: 0 }, spans };
}

/** The text after the edits, which parses and has the comments it had. */
export function edited(tree: SyntaxTree, edits: Edits): string | undefined {
  if (!edits) return undefined;
  const text = applyEdits(tree.text, edits);
  const after = parse(TEST_PATH, text);
  expect(after.errors, text).toEqual([]);
  expect(isWithin(commentsOf(tree), commentsOf(after)), text).toBe(true);
  return text;
}

/** Lines of Nix under each other. */
export function lines(...all: readonly string[]): string {
  return all.join("\n");
}

export function commentsOf(tree: SyntaxTree): string[] {
  return tree.comments.map((comment) => comment.text);
}

/** Whether all of `some` are among `all`, in their order. */
export function isWithin(some: readonly string[], all: readonly string[]): boolean {
  let found = 0;
  for (const one of all) if (one === some[found]) found += 1;
  return found === some.length;
}
