/** A comment above something that stands in a file. */
import type { Span } from "../../text/span.ts";
import { sameSpan, touches } from "../../text/span.ts";
import type { Node, SyntaxTree } from "../syntax/ast.ts";
import type { Edits } from "../syntax/edits.ts";
import { indentationAt, lineStart, newlineOf, startsItsLine } from "../syntax/lines.ts";
import { pathToSpan } from "../syntax/query.ts";
import { commentLines, wordsOf } from "./comment-lines.ts";

/**
 * Writes comment lines (given without `#`) above the binding or list element that `at` is, or lies in, indented as it is.
 * No edits where the same words stand there already; `undefined` where it does not begin its line.
 */
export function addComment(tree: SyntaxTree, at: Span, lines: readonly string[]): Edits {
  const { text } = tree;
  const subject = subjectAt(tree, at);
  if (!subject || !startsItsLine(text, subject.span.start)) return undefined;
  if (tree.errors.some((error) => touches(error.span, subject.span))) return undefined;
  const words = wordsOf(lines);
  if (words === "" || ` ${wordsOf(commentAbove(tree, subject.span.start))} `.includes(` ${words} `)) return [];
  const indentation = indentationAt(text, subject.span.start);
  const start = lineStart(text, subject.span.start);
  const newText = commentLines(lines).map((line) => indentation + line + newlineOf(text));
  return [{ span: { start, end: start }, newText: newText.join("") }];
}

/** The innermost binding or list element that holds a span. */
function subjectAt(tree: SyntaxTree, at: Span): Node | undefined {
  const path = pathToSpan(tree, at);
  return path.findLast((node, index) => {
    const parent = path[index - 1];
    if (node.kind === "binding" || node.kind === "inherit") return true;
    return parent?.kind === "list" && parent.elements.some(({ span }) => sameSpan(span, node.span));
  });
}

/** The line comments that stand right above the line of `offset`, each on a line of its own. */
function commentAbove({ text, comments }: SyntaxTree, offset: number): string[] {
  const above: string[] = [];
  let start = lineStart(text, offset);
  for (const comment of comments.filter(({ span }) => span.end <= start).reverse()) {
    const endsLineAbove = /^\r?\n$/.test(text.slice(comment.span.end, start));
    if (!endsLineAbove || !comment.text.startsWith("#") || !startsItsLine(text, comment.span.start)) break;
    above.unshift(comment.text);
    start = lineStart(text, comment.span.start);
  }
  return above;
}
