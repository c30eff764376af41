/**
 * Nix text as tokens, by the rules of Nix's own lexer: the longest match wins, strings and paths have modes of their own.
 * Never fails: what no rule matches is an `invalid` token of one character.
 */
import type { Comment } from "../ast.ts";

export type TokenKind =
  | "identifier"
  | "number"
  | "path"
  | "path-text"
  | "search-path"
  | "uri"
  | "string-open"
  | "string-text"
  | "string-close"
  | "unclosed-string"
  | "keyword"
  | "symbol"
  | "invalid"
  | "end";

export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

export interface Lexed {
  /** Ends with the one `end` token. */
  readonly tokens: readonly Token[];
  readonly comments: readonly Comment[];
  /** Offset of a block comment that nothing closes; the rest of the text belongs to it. */
  readonly unclosedComment: number | undefined;
  /** Length of the longest row of characters that could all stand in a path. */
  readonly longestWord: number;
}

const KEYWORDS = new Set(["if", "then", "else", "assert", "with", "let", "in", "rec", "inherit", "or"]);

const WORDS: readonly (readonly [TokenKind, RegExp])[] = [
  ["identifier", /[a-zA-Z_][a-zA-Z0-9_'-]*/y],
  ["number", /(?:[1-9][0-9]*\.[0-9]*|0?\.[0-9]+)(?:[Ee][+-]?[0-9]+)?|[0-9]+/y],
  ["path", /[\w.+-]*(?:\/[\w.+-]+)+\/?|~(?:\/[\w.+-]+)+\/?|~?\/(?=\$\{)|[\w.+-]+\/(?=\$\{)/y],
  ["search-path", /<[\w.+-]+(?:\/[\w.+-]+)*>/y],
  ["uri", /[a-zA-Z][a-zA-Z0-9+.-]*:[a-zA-Z0-9%/?:@&=+$,\-_.!~*']+/y],
  ["symbol", /\.\.\.|\$\{|==|!=|<=|>=|&&|\|\||->|\/\/|\+\+|\|>|<\||[-+*/<>!?=;:,.@(){}[\]]/y],
];
const BLANK = /[ \t\r\n]+/y;
const LINE_COMMENT = /#[^\r\n]*/y;
const QUOTED_TEXT = /(?:[^$"\\]+|\$[^{"\\]|\$(?=["\\])|\\[\s\S])+/y;
const INDENTED_TEXT = /(?:[^$']+|\$[^{']|\$(?=')|'[^'$]|'(?=\$)|'''|''\$|''\\[\s\S])+/y;
const WORD = /[\w.+-]+/y;
const SCHEME = /[a-zA-Z0-9+.-]+/y;
const PATH_TEXT = /[\w.+/-]+/y;

type Mode = "code" | "quoted" | "indented" | "path";

/** How often a quoted string is taken to end with its line, before the rest of the text is given up as a string. */
const MAX_CUT_STRINGS = 8;

export function tokenize(text: string): Lexed {
  const cut = new Set<number>();
  for (;;) {
    const { lexed, culprit } = tokenizeOnce(text, cut);
    if (culprit === undefined || cut.size >= MAX_CUT_STRINGS) return lexed;
    cut.add(culprit);
  }
}

/**
 * A forgotten closing quote turns the text inside out up to the next quote. So when the last string does not end, the first
 * quoted string that runs over a line end is the `culprit`; with its offset in `cut` it ends with its line.
 */
function tokenizeOnce(text: string, cut: ReadonlySet<number>): { lexed: Lexed; culprit: number | undefined } {
  const tokens: Token[] = [];
  const comments: Comment[] = [];
  const modes: Mode[] = ["code"];
  /** Indices of the tokens that opened the strings we are in. */
  const openStrings: number[] = [];
  let unclosedComment: number | undefined;
  let firstMultiline: number | undefined;
  /** No path, no URI begins before these offsets: the word that goes on up to here is followed by no slash, no colon. */
  let pathFreeUntil = 0;
  let uriFreeUntil = 0;
  let longestWord = 0;
  let at = 0;

  const match = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    return pattern.exec(text)?.[0];
  };
  const push = (kind: TokenKind, length: number): void => {
    tokens.push({ kind, text: text.slice(at, at + length), start: at, end: at + length });
    at += length;
  };
  const openString = (mode: "quoted" | "indented", length: number): void => {
    openStrings.push(tokens.length);
    push("string-open", length);
    modes.push(mode);
  };
  const openInterpolation = (): void => {
    push("symbol", 2);
    modes.push("code");
  };

  const readString = (mode: "quoted" | "indented"): void => {
    const mark = mode === "quoted" ? '"' : "''";
    const written = match(mode === "quoted" ? QUOTED_TEXT : INDENTED_TEXT);
    if (written) {
      const open = tokens[openStrings.at(-1) ?? -1];
      if (mode === "quoted" && open && written.includes("\n")) firstMultiline ??= open.start;
      push("string-text", written.length);
    } else if (text.startsWith("${", at)) {
      openInterpolation();
    } else if (text.startsWith(mark, at)) {
      push("string-close", mark.length);
      openStrings.pop();
      modes.pop();
    } else push("string-text", 1);
  };

  const readPath = (): void => {
    const written = match(PATH_TEXT);
    if (written) push("path-text", written.length);
    else if (text.startsWith("${", at)) openInterpolation();
    else modes.pop();
  };

  const readCode = (): void => {
    const skipped = match(BLANK);
    const comment = text.startsWith("/*", at) ? readBlockComment() : match(LINE_COMMENT);
    if (skipped) at += skipped.length;
    else if (comment) {
      comments.push({ span: { start: at, end: at + comment.length }, text: comment });
      at += comment.length;
    } else if (text[at] === '"' && cut.has(at)) push("unclosed-string", lengthToLineEnd(text, at));
    else if (text[at] === '"') openString("quoted", 1);
    else if (text.startsWith("''", at)) openString("indented", 2);
    else readWord();
  };

  const readWord = (): void => {
    let kind: TokenKind = "invalid";
    if (at >= pathFreeUntil) {
      const word = match(WORD)?.length ?? 0;
      longestWord = Math.max(longestWord, word);
      if (word > 0 && text[at + word] !== "/") pathFreeUntil = at + word;
    }
    if (at >= uriFreeUntil) {
      const scheme = match(SCHEME)?.length ?? 0;
      if (scheme > 0 && text[at + scheme] !== ":") uriFreeUntil = at + scheme;
    }
    let length = (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
    for (const [candidate, pattern] of WORDS) {
      if ((candidate === "path" && at < pathFreeUntil) || (candidate === "uri" && at < uriFreeUntil)) continue;
      const written = match(pattern)?.length ?? 0;
      if (written > length || (written === length && kind === "invalid")) {
        kind = candidate;
        length = written;
      }
    }
    const word = text.slice(at, at + length);
    push(kind === "identifier" && KEYWORDS.has(word) ? "keyword" : kind, length);
    if (kind === "path" && text.startsWith("${", at)) modes.push("path");
    else if (word === "{" || word === "${") modes.push("code");
    else if (word === "}" && modes.length > 1) modes.pop();
  };

  const readBlockComment = (): string => {
    const close = text.indexOf("*/", at + 2);
    if (close >= 0) return text.slice(at, close + 2);
    unclosedComment = at;
    return text.slice(at);
  };

  while (at < text.length) {
    const mode = modes.at(-1);
    if (mode === "quoted" || mode === "indented") readString(mode);
    else if (mode === "path") readPath();
    else readCode();
  }
  const open = tokens[openStrings[0] ?? -1];
  // Inside an interpolation at the end it is the interpolation that is not closed: the grammar says so.
  const inString = modes.at(-1) === "quoted" || modes.at(-1) === "indented";
  const culprit = inString ? (firstMultiline ?? (open?.text === '"' ? open.start : undefined)) : undefined;
  if (open && inString) {
    tokens.length = openStrings[0] ?? 0;
    at = open.start;
    push("unclosed-string", text.length - open.start);
  }
  at = text.length;
  push("end", 0);
  return { lexed: { tokens, comments, unclosedComment, longestWord }, culprit };
}

/** From a quote to the end of its line, without what closes the expression around it. */
function lengthToLineEnd(text: string, start: number): number {
  const newline = text.indexOf("\n", start);
  const line = text.slice(start, newline < 0 ? text.length : newline);
  return Math.max(1, line.replace(/[\s;,)\]}]*$/, "").length);
}
