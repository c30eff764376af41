/** Lines as edits see them: what else stands on the line of a place, and how far it is indented. */
import type { SyntaxTree } from "./ast.ts";

export function lineStart(text: string, offset: number): number {
  return text.lastIndexOf("\n", offset - 1) + 1;
}

/** Where the line of `offset` ends: before its line break, and behind it. */
export function lineEnd(text: string, offset: number): { content: number; next: number } {
  const newline = text.indexOf("\n", offset);
  if (newline < 0) return { content: text.length, next: text.length };
  return { content: newline > offset && text[newline - 1] === "\r" ? newline - 1 : newline, next: newline + 1 };
}

export function isBlank(text: string, start: number, end: number): boolean {
  return /^\s*$/.test(text.slice(start, end));
}

export function startsItsLine(text: string, offset: number): boolean {
  return isBlank(text, lineStart(text, offset), offset);
}

/** The blanks at the start of the line of `offset`. */
export function indentationAt(text: string, offset: number): string {
  return /^[ \t]*/.exec(text.slice(lineStart(text, offset), offset))?.[0] ?? "";
}

/** The blanks that the line of `offset` begins with, also where `offset` lies among them. */
export function lineIndentation(text: string, offset: number): string {
  const pattern = /[ \t]*/y;
  pattern.lastIndex = lineStart(text, offset);
  return pattern.exec(text)?.[0] ?? "";
}

/** The line break this text uses. */
export function newlineOf(text: string): string {
  return text.includes("\r\n") ? "\r\n" : "\n";
}

/** Behind the last comment between `start` and `end`, or `start` itself. */
export function endOfContent(tree: SyntaxTree, start: number, end: number): number {
  let last = start;
  for (const { span } of tree.comments) {
    if (last <= span.start && span.end <= end) last = span.end;
  }
  return last;
}

/** Behind the comments that follow `start` on its line, or `start` itself. */
export function endOfCommentsBeside({ text, comments }: SyntaxTree, start: number, end: number): number {
  let at = start;
  for (const { span } of comments) {
    if (span.start < at || span.end > end) continue;
    if (!/^[ \t]*$/.test(text.slice(at, span.start))) break;
    at = span.end;
  }
  return at;
}

/** Whether a comment begins on the line of `offset`, behind it. */
export function hasCommentBehind({ text, comments }: SyntaxTree, offset: number): boolean {
  const end = lineEnd(text, offset).content;
  return comments.some(({ span }) => offset <= span.start && span.start < end);
}
