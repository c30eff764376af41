/**
 * `# disko-ignore DSK204 DSK212 the reason` silences these codes on its own line, or, where the comment stands alone on its
 * line, on the next line that holds code. `# disko-ignore-file DSK204` silences them in the whole file.
 * Names of rules work as well as codes; what silences nothing is told by unused-suppressions.ts.
 */
import type { Comment, SyntaxTree } from "../nix/syntax/ast.ts";
import { indentationAt, lineEnd, lineStart, newlineOf } from "../nix/syntax/lines.ts";
import { pathToOffset } from "../nix/syntax/query.ts";
import { findRule } from "../rules/index.ts";
import type { Rule } from "../rules/rule.ts";
import type { FileEdit } from "../text/edit.ts";
import type { Finding } from "../text/finding.ts";
import type { Span } from "../text/span.ts";
import { nearestRule } from "./rule-named.ts";

const DIRECTIVE = /^(?:#|\/\*)\s*(disko-ignore(?:-file)?)(?![\w-]):?/;
const CODE = /^DSK\d+$/i;
const NAME = /^[a-z]+(?:-[a-z0-9]+)+$/;
/** Where a further code is written: before the others, and before the reason that may end the comment. */
const OWN_LINE = /^#\s*disko-ignore:?(?=\s)/;

/** A comment that asks to leave findings out. */
export interface Directive {
  readonly comment: Comment;
  /** The word `disko-ignore` or `disko-ignore-file`. */
  readonly word: Span;
  /** Starts of the first and the last line it holds for; undefined for the whole file. */
  readonly lines: { readonly first: number; readonly last: number } | undefined;
  readonly topics: readonly Topic[];
  /** What people wrote behind the topics; empty where there is nothing. */
  readonly reason: Span;
}

/** A code or the name of a rule in a directive. */
export interface Topic {
  readonly text: string;
  readonly span: Span;
  /** Undefined: there is no such rule. */
  readonly rule: Rule | undefined;
}

/** The topics of the file's comments that ask to leave this finding out; empty: it is to be shown. */
export function topicsSilencing(tree: SyntaxTree, { code, at }: Pick<Finding, "code" | "at">): readonly Topic[] {
  const line = lineStart(tree.text, at.span.start);
  return directivesOf(tree)
    .filter(({ lines }) => lines === undefined || (lines.first <= line && line <= lines.last))
    .flatMap(({ topics }) => topics.filter(({ rule }) => rule?.code === code));
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
const known = new WeakMap<SyntaxTree, readonly Directive[]>();

/** In order of place. */
export function directivesOf(tree: SyntaxTree): readonly Directive[] {
  const directives = known.get(tree) ?? tree.comments.flatMap((comment) => readDirective(tree, comment) ?? []);
  known.set(tree, directives);
  return directives;
}

function readDirective(tree: SyntaxTree, comment: Comment): Directive | undefined {
  const match = DIRECTIVE.exec(comment.text);
  const word = match?.[1];
  if (!match || word === undefined) return undefined;
  const { start } = comment.span;
  const wordEnd = start + comment.text.indexOf(word) + word.length;
  const content = comment.text.startsWith("/*") ? comment.text.replace(/\*+\/$/, "") : comment.text;
  const topics = readTopics(content, match[0].length).map((topic) => ({ ...topic, span: moved(topic.span, start) }));
  const behind = (topics.at(-1)?.span.end ?? start + match[0].length) - start;
  return {
    comment,
    word: { start: wordEnd - word.length, end: wordEnd },
    lines: word.endsWith("-file") ? undefined : governedLines(tree, comment),
    topics,
    reason: moved(reasonIn(content, behind), start),
  };
}

/** Codes and rule names up to the first word that is neither; what follows is the reason, for people. */
function readTopics(content: string, from: number): Topic[] {
  const topics: Topic[] = [];
  const words = /[^\s,;:]+/g;
  words.lastIndex = from;
  for (let word = words.exec(content); word; word = words.exec(content)) {
    const [text] = word;
    const rule = CODE.test(text) || NAME.test(text) ? findRule(text) : undefined;
    if (rule === undefined && !isMeantAsRule(text, topics.length === 0)) break;
    topics.push({ text, rule, span: { start: word.index, end: words.lastIndex } });
    if (/[;:]/.test(content.charAt(words.lastIndex))) break;
  }
  return topics;
}

/** A reason may begin with a word that looks like a name: `copy-on-write is not wanted`. */
function isMeantAsRule(word: string, isFirst: boolean): boolean {
  return CODE.test(word) || (NAME.test(word) && (isFirst || nearestRule(word) !== undefined));
}

/** From its first word on: the comma, dash or colon that leads to it belongs to the topics. */
function reasonIn(content: string, from: number): Span {
  const separator = /[\s,;:.\u2013\u2014-]*/y;
  separator.lastIndex = from;
  const start = from + (separator.exec(content)?.[0].length ?? 0);
  return { start, end: Math.max(start, content.trimEnd().length) };
}

function moved({ start, end }: Span, by: number): Span {
  return { start: start + by, end: end + by };
}

/** Lines that a comment speaks of: its own if code stands before it, else all down to the next line with code. */
function governedLines(tree: SyntaxTree, comment: Comment): { first: number; last: number } {
  const { text } = tree;
  const own = lineStart(text, comment.span.start);
  if (text.slice(own, comment.span.start).trim() !== "") return { first: own, last: own };
  let position = comment.span.end;
  for (;;) {
    while (position < text.length && /\s/.test(text.charAt(position))) position++;
    const next = tree.comments.find((c) => c.span.start === position);
    if (!next) return { first: own, last: lineStart(text, position) };
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
