/**
 * Edits of lists and sets that look as if a careful hand had made them: in the style that stands there, and never at the
 * cost of a comment. Where a comment would be lost, or would come to stand beside something it does not speak of, there
 * is no edit: `undefined`, as for a span that is not what the function edits.
 */

import type { TextEdit } from "../../text/edit.ts";
import { contains, type Span, sameSpan, touches } from "../../text/span.ts";
import type { AttrSetExpr, ListExpr, Node, SyntaxTree } from "./ast.ts";
import { endOfContent, indentationAt, isBlank, lineEnd, lineStart, newlineOf, startsItsLine } from "./lines.ts";
import { exprAt, pathToSpan } from "./query.ts";

export type Edits = readonly TextEdit[] | undefined;

function replace(span: Span, text: string): TextEdit[] {
  return [{ span, newText: text }];
}

/** Removes one element of a literal list: its whole line where it stands alone. */
export function removeListElement(tree: SyntaxTree, element: Span): Edits {
  const list = pathToSpan(tree, element).findLast(
    (node): node is ListExpr => node.kind === "list" && has(node.elements, element),
  );
  return list && removeItem(tree, list, list.elements, element);
}

/** Removes neighbouring elements of a list at once; the span goes from the first of them to the last. */
export function removeListElements(tree: SyntaxTree, list: Container, elements: Span): Edits {
  return removeItem(tree, list, list.items, elements);
}

/** Removes one binding of a literal set, semicolon and all: its whole line where it stands alone. */
export function removeBinding(tree: SyntaxTree, binding: Span): Edits {
  const set = pathToSpan(tree, binding).findLast(
    (node): node is AttrSetExpr => node.kind === "attrset" && has(node.bindings, binding),
  );
  return set && removeItem(tree, set, set.bindings, binding);
}

/** Adds an element (one line of text) at the end: on a line of its own where the others have theirs. */
export function insertListElement(tree: SyntaxTree, list: Span, text: string): Edits {
  const target = listAt(tree, list);
  return target && insertItem(tree, target, text);
}

/** Adds a binding (one line of text, with its semicolon) at the end of a set, in the style of the others. */
export function insertBinding(tree: SyntaxTree, set: Span, text: string): Edits {
  const target = setAt(tree, set);
  return target && insertItem(tree, target, text);
}

/** A list or a set as an edit sees it: brackets with items between them. */
export interface Container extends Node {
  /** Behind the bracket that opens it. */
  readonly open: number;
  /** Before the bracket that closes it. */
  readonly close: number;
  readonly items: readonly Node[];
}

/** The literal list at a span, unless something in it is broken. */
export function listAt(tree: SyntaxTree, span: Span): Container | undefined {
  const list = exprAt(tree, span);
  if (list?.kind !== "list" || !isWhole(tree, list, "]")) return undefined;
  return { span: list.span, open: openingEnd(tree, list, "["), close: list.span.end - 1, items: list.elements };
}

/** The literal attribute set at a span, unless something in it is broken. */
export function setAt(tree: SyntaxTree, span: Span): Container | undefined {
  const set = exprAt(tree, span);
  if (set?.kind !== "attrset" || !isWhole(tree, set, "}")) return undefined;
  return { span: set.span, open: openingEnd(tree, set, "{"), close: set.span.end - 1, items: set.bindings };
}

/** Whether an item more gets a line of its own: the others have theirs, or the bracket that closes has. */
export function itemsHaveLines({ text }: SyntaxTree, { open, close, items }: Container): boolean {
  return (
    items.some((item) => startsItsLine(text, item.span.start)) ||
    (startsItsLine(text, close) && open < lineStart(text, close))
  );
}

/** `item`: one item, or neighbours. */
function removeItem(tree: SyntaxTree, container: Node, items: readonly Node[], item: Span): Edits {
  const { text } = tree;
  if (tree.errors.some((error) => touches(error.span, container.span))) return undefined;
  if (hasCommentNear(tree, container, item)) return undefined;
  const index = items.findIndex((other) => other.span.start === item.start);
  const before = items[index - 1];
  const next = items.find((other) => other.span.start >= item.end);

  const start = lineStart(text, item.start);
  const end = lineEnd(text, item.end);
  if (isBlank(text, start, item.start) && isBlank(text, item.end, end.content)) {
    // Between two empty lines one of them goes too.
    const following = lineEnd(text, end.next);
    const above = start > 0 && isBlank(text, lineStart(text, start - 1), start);
    const below = end.next < text.length && isBlank(text, end.next, following.content);
    return replace({ start, end: above && below ? following.next : end.next }, "");
  }
  const from = lastEndBefore(tree, item.start, before?.span.end ?? openingEnd(tree, container));
  // The first of several: what follows takes its place.
  if (!before && next && isBlank(text, item.end, next.span.start)) {
    return replace({ start: item.start, end: next.span.start }, "");
  }
  const separator = from === item.start && next && next.span.start === item.end ? " " : "";
  return replace({ start: from, end: item.end }, separator);
}

/** Where the last blanks before an item begin: behind its neighbour, or on the line below a comment. */
function lastEndBefore({ text, comments }: SyntaxTree, item: number, neighbour: number): number {
  const comment = comments.some(({ span }) => neighbour <= span.start && span.end <= item);
  return comment ? item : Math.max(neighbour, item - (/\s*$/.exec(text.slice(neighbour, item))?.[0].length ?? 0));
}

/** A comment inside the item, beside it, or on the line above speaks of it, as far as anyone can tell. */
export function hasCommentNear({ text, comments }: SyntaxTree, container: Node, item: Span): boolean {
  const first = lineStart(text, item.start);
  const last = lineEnd(text, item.end).content;
  return comments.some(({ span }) => {
    if (contains(item, span)) return true;
    // Beside the bracket of a container that begins or ends on this line it speaks of the whole.
    if (!contains(container.span, span)) return false;
    if (span.end > first && span.start < last) return true;
    const endsLineAbove = span.end < first && text.slice(span.end, first).split("\n").length === 2;
    return endsLineAbove && isBlank(text, span.end, first) && startsItsLine(text, span.start);
  });
}

function insertItem(tree: SyntaxTree, container: Container, newText: string): Edits {
  const { text } = tree;
  const { open, close, items } = container;
  const at = endOfContent(tree, items.at(-1)?.span.end ?? open, close);
  const isEmpty = items.length === 0 && isBlank(text, open, close);
  if (itemsHaveLines(tree, container) && !(isEmpty && text[open - 1] === "[")) {
    const indentation = indentationOfItems(text, container, items, close);
    return replace({ start: at, end: at }, newlineOf(text) + indentation + newText);
  }
  if (isEmpty) return replace({ start: open, end: close }, ` ${newText} `);
  const glued = at !== close && !/\s/.test(text[at] ?? "");
  return replace({ start: at, end: at }, ` ${newText}${glued ? " " : ""}`);
}

function indentationOfItems(text: string, container: Node, items: readonly Node[], close: number): string {
  const model = items.find((item) => startsItsLine(text, item.span.start));
  if (model) return indentationAt(text, model.span.start);
  return `${indentationAt(text, startsItsLine(text, close) ? close : container.span.start)}  `;
}

function has(items: readonly Node[], span: Span): boolean {
  return items.some((item) => sameSpan(item.span, span));
}

/** Closed by a bracket that is really there, and without a broken place inside. */
function isWhole(tree: SyntaxTree, container: Node, close: string): boolean {
  if (tree.errors.some((error) => touches(error.span, container.span))) return false;
  return tree.text[container.span.end - 1] === close;
}

/** Behind the bracket that opens a list or a set: `rec` may stand before it. */
function openingEnd({ text, comments }: SyntaxTree, { span }: Node, bracket?: string): number {
  for (let at = span.start; at < span.end; at++) {
    const comment = comments.find((other) => other.span.start === at);
    if (comment) at = comment.span.end - 1;
    else if (bracket ? text[at] === bracket : text[at] === "[" || text[at] === "{") return at + 1;
  }
  return span.start;
}
