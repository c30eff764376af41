/**
 * `# disko-ignore DSK204 DSK212` silences these codes on its own line, or, where the comment stands alone on its line, on
 * the next line that holds code. `# disko-ignore-file DSK204` silences them in the whole file.
 * Names of rules work as well as codes; without any the comment does nothing.
 */
import type { Comment, SyntaxTree } from "../nix/syntax/ast.ts";
import type { FileEdit } from "../text/edit.ts";
import type { Finding } from "../text/finding.ts";
import type { Span } from "../text/span.ts";

const DIRECTIVE = /^(?:#|\/\*)\s*disko-ignore(-file)?:?\s+([^*]*)/;
const TOPIC = /^(?:DSK\d+|[a-z]+(?:-[a-z0-9]+)+)/;

interface Suppression {
  /** Start of the line it holds for; undefined for the whole file. */
  readonly lineStart: number | undefined;
  readonly topics: readonly string[];
}

/** Whether a comment of the file asks to leave this finding out. */
export function isSuppressed(tree: SyntaxTree, finding: Pick<Finding, "code" | "rule" | "at">): boolean {
  const line = lineStartOf(tree.text, finding.at.span.start);
  return suppressionsOf(tree).some(
    (s) =>
      (s.lineStart === undefined || s.lineStart === line) &&
      s.topics.some((topic) => topic === finding.code || topic === finding.rule),
  );
}

/** The edit that writes the comment; undefined where the line ends inside a string, so no comment can stand there. */
export function suppressionEdit(tree: SyntaxTree, finding: Finding): FileEdit | undefined {
  const { text } = tree;
  const path = finding.at.path;
  const lineStart = lineStartOf(text, finding.at.span.start);
  const lineEnd = lineEndOf(text, finding.at.span.start);
  const insert = (at: number, newText: string): FileEdit => ({ path, span: { start: at, end: at }, newText });

  const existing = tree.comments.find(
    (c) => c.span.start >= lineStart && c.span.end === lineEnd && c.text.startsWith("#"),
  );
  if (existing && DIRECTIVE.exec(existing.text)?.[1] === undefined && DIRECTIVE.test(existing.text)) {
    return insert(existing.span.end, ` ${finding.code}`);
  }
  if (!existing && !isInsideToken(tree, lineEnd)) return insert(lineEnd, ` # disko-ignore ${finding.code}`);
  if (isInsideToken(tree, lineStart)) return undefined;
  const indentation = /^[ \t]*/.exec(text.slice(lineStart, lineEnd))?.[0] ?? "";
  const newline = text.includes("\r\n") ? "\r\n" : "\n";
  return insert(lineStart, `${indentation}# disko-ignore ${finding.code}${newline}`);
}

function suppressionsOf(tree: SyntaxTree): Suppression[] {
  return tree.comments.flatMap((comment) => {
    const match = DIRECTIVE.exec(comment.text);
    if (!match) return [];
    const topics = topicsOf(match[2] ?? "");
    if (topics.length === 0) return [];
    return [{ lineStart: match[1] ? undefined : governedLine(tree, comment), topics }];
  });
}

/** Codes and rule names up to the first word that is neither; what follows is the reason, for people. */
function topicsOf(text: string): string[] {
  const topics: string[] = [];
  for (const word of text.split(/[\s,]+/)) {
    const topic = TOPIC.exec(word)?.[0];
    if (topic !== word) break;
    topics.push(word);
  }
  return topics;
}

/** Start of the line that a comment speaks of: its own if code stands before it, else the next line with code. */
function governedLine(tree: SyntaxTree, comment: Comment): number {
  const { text } = tree;
  const own = lineStartOf(text, comment.span.start);
  if (text.slice(own, comment.span.start).trim() !== "") return own;
  let position = comment.span.end;
  for (;;) {
    while (position < text.length && /\s/.test(text.charAt(position))) position++;
    const next = tree.comments.find((c) => c.span.start === position);
    if (!next) return lineStartOf(text, position);
    position = next.span.end;
  }
}

/** Whether a line break at `offset` lies inside a string or a block comment. */
function isInsideToken(tree: SyntaxTree, offset: number): boolean {
  if (tree.comments.some((c) => c.span.start < offset && offset < c.span.end)) return true;
  return tree.root !== undefined && isInsideString(tree.root, offset);
}

function isInsideString(node: object, offset: number): boolean {
  if ("kind" in node && node.kind === "string" && "span" in node) {
    const { start, end } = node.span as Span;
    if (start < offset && offset < end) return true;
  }
  return Object.values(node).some(
    (child) => typeof child === "object" && child !== null && isInsideString(child, offset),
  );
}

function lineStartOf(text: string, offset: number): number {
  return text.lastIndexOf("\n", offset - 1) + 1;
}

/** End of the line without its line break. */
function lineEndOf(text: string, offset: number): number {
  const end = text.indexOf("\n", offset);
  const stop = end < 0 ? text.length : end;
  return text.charAt(stop - 1) === "\r" ? stop - 1 : stop;
}
