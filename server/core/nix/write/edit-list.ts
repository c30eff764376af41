/** Several changes of one literal list of strings at once, such as the options of a mount. */
import type { TextEdit } from "../../text/edit.ts";
import { contains, type Span, sameSpan } from "../../text/span.ts";
import type { SyntaxTree } from "../syntax/ast.ts";
import { type Container, type Edits, hasCommentNear, listAt, removeListElements } from "../syntax/edits.ts";
import { hasCommentBehind, lineEnd, lineStart } from "../syntax/lines.ts";
import { baseIndentation, layoutOfItems } from "./file-style.ts";
import { insertItems, type Print } from "./insert-items.ts";
import { printText } from "./literals.ts";
import { columnsOf, MAX_COLUMNS } from "./print.ts";
import { mayStandOnOneLine } from "./splice.ts";

export interface ListChanges {
  /** Elements that go. */
  readonly remove?: readonly Span[];
  /** Elements that become another string. A comment beside them stays. */
  readonly replace?: readonly { readonly span: Span; readonly text: string }[];
  /** Strings at the end. */
  readonly add?: readonly string[];
}

/** An element of the list, and what becomes of it. */
type Element =
  | { readonly fate: "stays" | "goes"; readonly span: Span }
  | { readonly fate: "changes"; readonly span: Span; readonly text: string };

/**
 * Texts are the strings themselves: quotes and escapes are written here. `undefined` where a span is no element of the list,
 * or a comment speaks of an element that goes.
 */
export function editList(tree: SyntaxTree, list: Span, changes: ListChanges): Edits {
  const container = listAt(tree, list);
  const elements = container && elementsAfter(container, changes);
  if (!container || !elements) return undefined;
  const hides = ({ fate, span }: Element): boolean => {
    if (fate === "goes") return hasCommentNear(tree, container, span);
    return fate === "changes" && tree.comments.some((comment) => contains(span, comment.span));
  };
  if (elements.some(hides)) return undefined;
  const { placed, added } = reusePlaces(elements, changes.add ?? []);
  const isOneLine = !tree.text.slice(container.open, container.close).includes("\n");
  const hasComment = tree.comments.some(({ span }) => contains(container.span, span));
  if (!hasComment && elements.length > 0) {
    if (added.length === 0 && placed.every(({ fate }) => fate === "goes")) return replaceBetween(container, " ");
    if (isOneLine && !fitsOnItsLine(tree, container, placed, added)) return breakLine(tree, container, placed, added);
  }
  return smallEdits(tree, container, placed, added);
}

function elementsAfter({ items }: Container, { remove = [], replace = [] }: ListChanges): Element[] | undefined {
  const elements = items.map(({ span }): Element => {
    const change = replace.find((one) => sameSpan(one.span, span));
    if (change) return { fate: "changes", span, text: change.text };
    return { fate: remove.some((one) => sameSpan(one, span)) ? "goes" : "stays", span };
  });
  const touched = elements.filter(({ fate }) => fate !== "stays").length;
  return touched === remove.length + replace.length ? elements : undefined;
}

/** What is added takes the places of elements that go at the end: they keep their lines. */
function reusePlaces(
  elements: readonly Element[],
  added: readonly string[],
): { readonly placed: readonly Element[]; readonly added: readonly string[] } {
  const firstFree = elements.findLastIndex(({ fate }) => fate !== "goes") + 1;
  const placed = elements.map((element, index): Element => {
    const text = index < firstFree ? undefined : added[index - firstFree];
    return text === undefined ? element : { fate: "changes", span: element.span, text };
  });
  return { placed, added: added.slice(elements.length - firstFree) };
}

function replaceBetween({ open, close }: Container, newText: string): TextEdit[] {
  return [{ span: { start: open, end: close }, newText }];
}

function sourcesAfter({ text }: SyntaxTree, placed: readonly Element[], added: readonly string[]): string[] {
  const kept = placed.flatMap((element) => {
    if (element.fate === "goes") return [];
    return [element.fate === "changes" ? printText(element.text) : text.slice(element.span.start, element.span.end)];
  });
  return [...kept, ...added.map(printText)];
}

function fitsOnItsLine(
  tree: SyntaxTree,
  container: Container,
  placed: readonly Element[],
  added: readonly string[],
): boolean {
  const { text } = tree;
  const sources = sourcesAfter(tree, placed, added);
  if (sources.length < 2 || hasCommentBehind(tree, container.close)) return true;
  const areWords = sources.every((source) => !/\s/.test(source));
  if (sources.length > container.items.length && !mayStandOnOneLine(tree, container, areWords)) return false;
  const { start, end } = container.span;
  const line = text.slice(lineStart(text, start), start);
  const rest = text.slice(end, lineEnd(text, end).content);
  const width = columnsOf(line) + `[ ${sources.join(" ")} ]`.length + rest.length;
  return width <= MAX_COLUMNS || columnsOf(line) + (end - start) + rest.length > MAX_COLUMNS;
}

function breakLine(
  tree: SyntaxTree,
  container: Container,
  placed: readonly Element[],
  added: readonly string[],
): TextEdit[] {
  const { newline, indentation } = layoutOfItems(tree, container);
  const lines = sourcesAfter(tree, placed, added).map((source) => newline + indentation + source);
  return replaceBetween(container, `${lines.join("")}${newline}${baseIndentation(tree, container)}`);
}

function smallEdits(
  tree: SyntaxTree,
  container: Container,
  placed: readonly Element[],
  added: readonly string[],
): Edits {
  const changed = placed.flatMap((element): TextEdit[] =>
    element.fate === "changes" ? [{ span: element.span, newText: printText(element.text) }] : [],
  );
  const removals = runsThatGo(placed).map(({ start, end }) => removeListElements(tree, container, { start, end }));
  const prints = added.map(
    (text): Print =>
      () =>
        printText(text),
  );
  const insertion = insertItems(tree, container, prints, { sameLine: "always" });
  const edits = [...removals, insertion, changed];
  return edits.every((some) => some !== undefined) ? edits.flat() : undefined;
}

/** Neighbours that go, as one span. */
function runsThatGo(placed: readonly Element[]): Span[] {
  const runs: Span[] = [];
  for (const [index, { fate, span }] of placed.entries()) {
    if (fate !== "goes") continue;
    const last = placed[index - 1]?.fate === "goes" ? runs.pop() : undefined;
    runs.push({ start: last?.start ?? span.start, end: span.end });
  }
  return runs;
}
