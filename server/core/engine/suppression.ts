/**
 * `# disko-ignore DSK204 DSK212` silences these codes on its own line, or, where the comment stands alone on its line, on
 * the next line that holds code. `# disko-ignore-file DSK204` silences them in the whole file.
 * Names of rules work as well as codes; without any the comment does nothing.
 */
import type { Comment, SyntaxTree } from "../nix/syntax/ast.ts";
import { indentationAt, lineEnd, lineStart, newlineOf } from "../nix/syntax/lines.ts";
import { pathToOffset } from "../nix/syntax/query.ts";
import type { FileEdit } from "../text/edit.ts";
import type { Finding } from "../text/finding.ts";

const DIRECTIVE = /^(?:#|\/\*)\s*disko-ignore(-file)?:?\s+([^*]*)/;
/** Where a further code is written: before the others, and before the reason that may end the comment. */
const OWN_LINE = /^#\s*disko-ignore:?(?=\s)/;
const TOPIC = /^(?:DSK\d+|[a-z]+(?:-[a-z0-9]+)+)/;

interface Suppression {
  /** Start of the line it holds for; undefined for the whole file. */
  readonly lineStart: number | undefined;
  readonly topics: readonly string[];
}

/** Whether a comment of the file asks to leave this finding out. */
export function isSuppressed(tree: SyntaxTree, finding: Pick<Finding, "code" | "rule" | "at">): boolean {
  const line = lineStart(tree.text, finding.at.span.start);
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
  const start = lineStart(text, finding.at.span.start);
  const end = lineEnd(text, finding.at.span.start).content;
  const insert = (at: number, newText: string): FileEdit => ({ path, span: { start: at, end: at }, newText });

  const existing = tree.comments.find((c) => c.span.start >= start && c.span.end === end && c.text.startsWith("#"));
  const word = existing && OWN_LINE.exec(existing.text)?.[0];
  if (existing && word) return insert(existing.span.start + word.length, ` ${finding.code}`);
  if (!existing && !isInsideToken(tree, end)) return insert(end, ` # disko-ignore ${finding.code}`);
  if (isInsideToken(tree, start)) return undefined;
  return insert(start, `${indentationAt(text, end)}# disko-ignore ${finding.code}${newlineOf(text)}`);
}

/** A tree never changes, and a file may have thousands of findings. */
const known = new WeakMap<SyntaxTree, readonly Suppression[]>();

function suppressionsOf(tree: SyntaxTree): readonly Suppression[] {
  const suppressions = known.get(tree) ?? readSuppressions(tree);
  known.set(tree, suppressions);
  return suppressions;
}

function readSuppressions(tree: SyntaxTree): Suppression[] {
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
  const own = lineStart(text, comment.span.start);
  if (text.slice(own, comment.span.start).trim() !== "") return own;
  let position = comment.span.end;
  for (;;) {
    while (position < text.length && /\s/.test(text.charAt(position))) position++;
    const next = tree.comments.find((c) => c.span.start === position);
    if (!next) return lineStart(text, position);
    position = next.span.end;
  }
}

/** Whether a line break at `offset` lies inside a string or a block comment. */
function isInsideToken(tree: SyntaxTree, offset: number): boolean {
  if (tree.comments.some((c) => c.span.start < offset && offset < c.span.end)) return true;
  return pathToOffset(tree, offset).some(
    ({ kind, span }) => kind === "string" && span.start < offset && offset < span.end,
  );
}
