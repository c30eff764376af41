/**
 * New items in a list or a set: each on a line of its own where the others have theirs; on the one line where they all fit
 * it; else the one line is broken into lines. Only blanks between items are ever replaced.
 */
import type { TextEdit } from "../../text/edit.ts";
import type { Span } from "../../text/span.ts";
import type { Node, SyntaxTree } from "../syntax/ast.ts";
import { type Container, type Edits, itemsHaveLines } from "../syntax/edits.ts";
import { endOfCommentsBeside, endOfContent, hasCommentBehind, isBlank, lineEnd, lineStart } from "../syntax/lines.ts";
import { baseIndentation, layoutOfItems } from "./file-style.ts";
import { columnsOf, type Layout, MAX_COLUMNS } from "./print.ts";

/** An item as text; the first line without indentation. */
export type Print = (layout: Layout) => string;

export interface Placement {
  /** The item that the new ones follow; at the end without. */
  readonly after?: Node | undefined;
  /** An empty line above the first of them, or above each. */
  readonly emptyLines?: "none" | "first" | "each";
  /** Where all items stand on one line: whether the new ones stand there too. By default if they fit. */
  readonly sameLine?: "if-it-fits" | "always" | "never";
}

/** `undefined` where `after` is no item of the container, or the next item shares its line. */
export function insertItems(
  tree: SyntaxTree,
  container: Container,
  items: readonly Print[],
  placement: Placement = {},
): Edits {
  if (items.length === 0) return [];
  const { open, close } = container;
  const previous = placement.after ?? container.items.at(-1);
  const index = previous ? container.items.indexOf(previous) : -1;
  if (previous && index < 0) return undefined;
  const next = container.items[index + 1]?.span.start ?? close;
  const start = previous?.span.end ?? open;
  if (itemsHaveLines(tree, container)) return onTheirLines(tree, container, items, placement, start, next);
  const at = endOfContent(tree, start, next);
  const { sameLine = "if-it-fits" } = placement;
  const line = sameLine === "never" ? undefined : onTheLine(tree, container, items, at, sameLine === "always");
  return line ?? onNewLines(tree, container, items, { start: at, end: next });
}

function onTheirLines(
  tree: SyntaxTree,
  container: Container,
  items: readonly Print[],
  { emptyLines = "none" }: Placement,
  start: number,
  next: number,
): Edits {
  const { text } = tree;
  const isLast = next === container.close;
  const at = isLast ? endOfContent(tree, start, next) : endOfCommentsBeside(tree, start, next);
  // Another item on the same line: nobody can tell which of them a comment there is about.
  if (!isLast && !isBlank(text, at, lineEnd(text, at).content)) return undefined;
  const layout = layoutOfItems(tree, container);
  const newText = items.map((print, index) => {
    const empty = emptyLines === "each" || (emptyLines === "first" && index === 0);
    return `${empty && start !== container.open ? layout.newline : ""}${layout.newline}${layout.indentation}${print(layout)}`;
  });
  return [{ span: { start: at, end: at }, newText: newText.join("") }];
}

function onTheLine(
  tree: SyntaxTree,
  container: Container,
  items: readonly Print[],
  at: number,
  always: boolean,
): Edits {
  const { text } = tree;
  const layout = { ...layoutOfItems(tree, container), indentation: baseIndentation(tree, container) };
  const added = items.map((print) => ` ${print(layout)}`).join("");
  if (!always && (added.includes("\n") || !fitsBeside(tree, at, added))) return undefined;
  const isEmpty = isBlank(text, container.open, container.close);
  if (isEmpty) return [{ span: { start: container.open, end: container.close }, newText: `${added} ` }];
  const glued = at !== container.close && !/\s/.test(text[at] ?? "");
  return [{ span: { start: at, end: at }, newText: glued ? `${added} ` : added }];
}

/** A line that is too long already stays a line, and one with a comment behind it: that speaks of what stands there. */
function fitsBeside(tree: SyntaxTree, at: number, added: string): boolean {
  const { text } = tree;
  const width = columnsOf(text.slice(lineStart(text, at), lineEnd(text, at).content));
  return width > MAX_COLUMNS || width + added.length <= MAX_COLUMNS || hasCommentBehind(tree, at);
}

/** Each item gets a line. Where a comment stands between two of them, they stay as they are. */
function onNewLines(tree: SyntaxTree, container: Container, items: readonly Print[], gap: Span): TextEdit[] {
  const layout = layoutOfItems(tree, container);
  const lineBreak = layout.newline + layout.indentation;
  const added = items.map((print) => lineBreak + print(layout)).join("");
  const base = layout.newline + baseIndentation(tree, container);
  return gapsOf(container).flatMap(({ start, end }) => {
    const following = end === container.close ? base : lineBreak;
    if (end === gap.end) return [{ span: gap, newText: added + following }];
    return isBlank(tree.text, start, end) ? [{ span: { start, end }, newText: following }] : [];
  });
}

/** What stands before each item and behind the last. */
function gapsOf({ open, close, items }: Container): Span[] {
  const starts = [...items.map((item) => item.span.start), close];
  return starts.map((end, index) => ({ start: items[index - 1]?.span.end ?? open, end }));
}
