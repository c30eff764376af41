/**
 * How a file is laid out around a place: its step of indentation, whether lists stand on one line, blank lines between
 * bindings, names in quotes. What the place does not show, the lines around it do, then the file, then nixfmt's habit.
 */
import type { Binding, ListExpr, Node, SyntaxTree } from "../syntax/ast.ts";
import { type Container, itemsHaveLines } from "../syntax/edits.ts";
import { indentationAt, lineIndentation, newlineOf, startsItsLine } from "../syntax/lines.ts";
import { allNodes, pathToSpan, type SyntaxNode } from "../syntax/query.ts";
import { isPlainName } from "./literals.ts";
import { columnsOf, type Layout, type ListStyle, MAX_COLUMNS } from "./print.ts";

/** The layout of text that begins a line between the items of a container. */
export function layoutOfItems(tree: SyntaxTree, container: Container): Layout & { readonly unit: string } {
  const unit = unitAt(tree, container);
  const model = container.items.find((item) => startsItsLine(tree.text, item.span.start));
  const indentation = model ? indentationAt(tree.text, model.span.start) : baseIndentation(tree, container) + unit;
  return { indentation, newline: newlineOf(tree.text), unit, lists: styleOf(tree).lists };
}

/** Indentation of the line on which the closing bracket of a container stands, or would stand. */
export function baseIndentation({ text }: SyntaxTree, { span }: Node): string {
  const close = span.end - 1;
  return lineIndentation(text, startsItsLine(text, close) ? close : span.start);
}

/** One step of indentation: of the container itself, of those around it, or the most frequent of the file. */
function unitAt(tree: SyntaxTree, { span }: Node): string {
  for (const node of pathToSpan(tree, span).reverse()) {
    const unit = unitOf(tree, node);
    if (unit !== undefined) return unit;
  }
  return styleOf(tree).unit;
}

function unitOf(tree: SyntaxTree, node: SyntaxNode): string | undefined {
  if (node.kind !== "attrset" && node.kind !== "list") return undefined;
  const items = node.kind === "list" ? node.elements : node.bindings;
  const model = items.find((item) => startsItsLine(tree.text, item.span.start));
  if (!model) return undefined;
  const base = baseIndentation(tree, node);
  const indentation = indentationAt(tree.text, model.span.start);
  return indentation.startsWith(base) && indentation !== base ? indentation.slice(base.length) : undefined;
}

function mostFrequent(texts: readonly string[]): string | undefined {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0];
}

interface FileStyle {
  readonly unit: string;
  readonly lists: ListStyle;
}

/** A tree never changes, and one file may get many edits. */
const known = new WeakMap<SyntaxTree, FileStyle>();

function styleOf(tree: SyntaxTree): FileStyle {
  const before = known.get(tree);
  if (before) return before;
  const nodes = allNodes(tree);
  const unit = mostFrequent(nodes.flatMap((node) => unitOf(tree, node) ?? [])) ?? "  ";
  const style = { unit, lists: listStyle(tree, nodes) };
  known.set(tree, style);
  return style;
}

/** How the lists of a file stand that could stand either way. Where none could, those of one element speak for them. */
function listStyle(tree: SyntaxTree, nodes: readonly SyntaxNode[]): ListStyle {
  const lists = nodes.filter((node) => node.kind === "list");
  const telling = lists.filter((list) => couldStandEitherWay(tree, list));
  const asked = telling.length > 0 ? telling : lists.filter((list) => list.elements.length === 1);
  const onOneLine = asked.filter(({ span }) => !tree.text.slice(span.start, span.end).includes("\n"));
  return onOneLine.length * 2 > asked.length ? "one-line" : "one-per-line";
}

function couldStandEitherWay({ text }: SyntaxTree, { elements, span }: ListExpr): boolean {
  if (elements.length < 2) return false;
  const words = elements.map((element) => text.slice(element.span.start, element.span.end));
  const column = columnsOf(lineIndentation(text, span.start));
  const fits = column + words.join(" ").length < MAX_COLUMNS / 2;
  return fits && words.every((word) => !/\s/.test(word));
}

/** Whether a new binding that follows another one is set off by an empty line. */
export function separatesBindings(tree: SyntaxTree, container: Container): boolean {
  if (!itemsHaveLines(tree, container)) return false;
  const gaps = container.items.slice(1).map((item, index) => {
    const before = container.items[index]?.span.end ?? item.span.start;
    return /\n[ \t]*\r?\n/.test(withoutComments(tree, before, item.span.start));
  });
  if (gaps.length > 0) return gaps.filter(Boolean).length * 2 >= gaps.length;
  // One binding shows no habit. What a module sets at its top are matters of their own.
  const [only] = container.items;
  const isBlock = only && tree.text.slice(only.span.start, only.span.end).includes("\n");
  return isBlock === true && isOutermost(tree, container);
}

/** Text in which each comment is one character. */
function withoutComments({ text, comments }: SyntaxTree, start: number, end: number): string {
  let rest = "";
  let from = start;
  for (const { span } of comments) {
    if (span.start < from || span.end > end) continue;
    rest += `${text.slice(from, span.start)}#`;
    from = span.end;
  }
  return rest + text.slice(from, end);
}

function isOutermost(tree: SyntaxTree, { span }: Node): boolean {
  return pathToSpan(tree, span).filter(({ kind }) => kind === "attrset" || kind === "list").length === 1;
}

/** Whether names that need no quotes have them nevertheless. */
export function quotesNames(bindings: readonly Binding[]): boolean {
  const names = bindings.flatMap((binding) =>
    binding.kind === "binding" && binding.path.length === 1 ? binding.path : [],
  );
  const needless = names.some((name) => {
    if (name.kind !== "string") return false;
    const [part, ...more] = name.string.parts;
    return part?.kind === "text" && more.length === 0 && isPlainName(part.text);
  });
  return needless && names.every(({ kind }) => kind !== "identifier");
}
