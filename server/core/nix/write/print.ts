/**
 * Nix text from an expression tree, in the style of nixfmt (RFC 166): one binding a line, `{ }` and `[ ]` when empty.
 * What files disagree on (indentation, line breaks, lists on one line or not) is the caller's choice, `Layout`.
 */
import { commentLines } from "./comment-lines.ts";
import type { WriteBinding, WriteExpr, WriteItem } from "./expression.ts";
import { printLine, printName, printQuotedLine, printText } from "./literals.ts";

/** Columns that nixfmt fills at most. */
export const MAX_COLUMNS = 100;

/** `one-line`: lists of short words stand on one line where they fit; lists of one element do so anyway. */
export type ListStyle = "one-line" | "one-per-line";

export interface Layout {
  /** Blanks at the start of the line that the text begins on. The first line is printed without them. */
  readonly indentation: string;
  readonly newline: string;
  /** Column that the text begins at, from 0; by default right behind the indentation. */
  readonly column?: number;
  /** One step of indentation; two spaces by default. */
  readonly unit?: string;
  /** `one-per-line` by default, as nixfmt does. */
  readonly lists?: ListStyle;
}

/** Several lines without a line break at the end. */
export function printExpr(expr: WriteExpr, layout: Layout): string {
  switch (expr.kind) {
    case "string":
      return printText(expr.value);
    case "lines":
      return printLines(expr.lines, layout);
    case "int":
      return `${BigInt(expr.value)}`;
    case "bool":
      return `${expr.value}`;
    case "list":
      return printList(expr.items, layout);
    case "attrs":
      return printBlock("{", expr.bindings, "}", layout, printBinding);
    default:
      return expr satisfies never;
  }
}

/** Comment lines, then `path = value;`. `quoteName`: a path of one name is quoted even where it need not be. */
export function printBinding(binding: WriteBinding, given: Layout & { readonly quoteName?: boolean }): string {
  const { quoteName, ...layout } = given;
  const quoted = quoteName && binding.path.length === 1;
  const start = `${binding.path.map(quoted ? printText : printName).join(".")} = `;
  const value = printExpr(binding.value, { ...layout, column: columnsOf(layout.indentation) + start.length });
  return withComment(binding.comment, `${start}${value};`, layout);
}

/** Comment lines, then the element. */
export function printItem(item: WriteItem, layout: Layout): string {
  const text = printExpr(item.value, layout);
  const isOperand = !(item.value.kind === "int" && item.value.value < 0);
  return withComment(item.comment, isOperand ? text : `(${text})`, layout);
}

function withComment(comment: readonly string[] = [], text: string, { indentation, newline }: Layout): string {
  return [...(comment.length > 0 ? commentLines(comment) : []), text].join(newline + indentation);
}

function printList(items: readonly WriteItem[], layout: Layout): string {
  const { comment, value } = items[0] ?? {};
  const short =
    items.length === 1
      ? !comment && value?.kind !== "attrs"
      : layout.lists === "one-line" && items.every((item) => !item.comment && isWord(item.value));
  if (short) {
    const column = layout.column ?? columnsOf(layout.indentation);
    const line = `[ ${items.map((item) => printItem(item, { ...layout, column: column + 2 })).join(" ")} ]`;
    if (!line.includes("\n") && column + line.length < MAX_COLUMNS) return line;
  }
  return printBlock("[", items, "]", layout, printItem);
}

/** What is read in one glance beside others of its kind. A string with blanks is a text of its own. */
export function isWord(expr: WriteExpr): boolean {
  if (expr.kind === "string") return !/\s/.test(expr.value);
  return expr.kind === "int" || expr.kind === "bool";
}

function printBlock<T>(
  open: string,
  parts: readonly T[],
  close: string,
  layout: Layout,
  print: (part: T, layout: Layout) => string,
): string {
  if (parts.length === 0) return `${open} ${close}`;
  const { indentation, newline } = layout;
  const inner = deeper(layout);
  const lines = parts.map((part) => newline + inner.indentation + print(part, inner));
  return `${open}${lines.join("")}${newline}${indentation}${close}`;
}

function deeper({ column: _, ...layout }: Layout): Layout {
  return { ...layout, indentation: layout.indentation + (layout.unit ?? "  ") };
}

/** A tab counts as two: what a line's width is with tabs is each reader's own affair. */
export function columnsOf(indentation: string): number {
  return spacesFor(indentation).length;
}

function spacesFor(indentation: string): string {
  return indentation.replaceAll("\t", "  ");
}

/**
 * A `''…''` string whose value is the lines, each ended by `\n`. Nix takes the spaces off that all lines share, so their own
 * must not be among them. In a file with CRLF each line of it would end with a carriage return: there it is a `"…"`.
 */
function printLines(lines: readonly string[], layout: Layout): string {
  const all = lines.flatMap((line) => line.split("\n"));
  if (layout.newline !== "\n") return `"${all.map((line) => `${printQuotedLine(line)}\\n`).join("")}"`;
  // Nix counts spaces only; a tab would become part of the value, also before the mark at the end.
  const indentation = spacesFor(deeper(layout).indentation);
  const shared = all.length === 0 || all.every((line) => /^ *$/.test(line) || line.startsWith(" "));
  const first = shared ? all.findIndex((line) => line.startsWith(" ")) : -1;
  const printed = all.map((line, index) => {
    if (line === "") return "";
    // An escaped space is no indentation.
    return indentation + (index === first ? `''\\ ${printLine(line.slice(1))}` : printLine(line));
  });
  return `''\n${printed.map((line) => `${line}\n`).join("")}${spacesFor(layout.indentation)}''`;
}
