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
/** By their first character, which kinds a word can be of; everything else can be a symbol only. */
const KINDS: readonly (readonly [RegExp, readonly TokenKind[]])[] = [
  [/[a-zA-Z_]/, ["identifier", "path", "uri"]],
  [/[0-9]/, ["number", "path"]],
  [/\./, ["number", "path", "symbol"]],
  [/[+/-]/, ["path", "symbol"]],
  [/~/, ["path"]],
  [/</, ["search-path", "symbol"]],
];
const SYMBOLS = WORDS.filter(([kind]) => kind === "symbol");
/** By the code of the first character. */
const CANDIDATES = Array.from({ length: 128 }, (_, code) => {
  const kinds = KINDS.find(([first]) => first.test(String.fromCharCode(code)))?.[1];
  return kinds ? WORDS.filter(([kind]) => kinds.includes(kind)) : SYMBOLS;
});
const IS_BLANK = Array.from({ length: 128 }, (_, code) => /[ \t\r\n]/.test(String.fromCharCode(code)));
const IN_WORD = Array.from({ length: 128 }, (_, code) => /[\w.+-]/.test(String.fromCharCode(code)));
/** Symbols that no other begins with. */
const STANDS_ALONE = Array.from({ length: 128 }, (_, code) => /[(){}[\];,@?:]/.test(String.fromCharCode(code)));

const LINE_COMMENT = /#[^\r\n]*/y;
const QUOTED_TEXT = /(?:[^$"\\]+|\$[^{"\\]|\$(?=["\\])|\\[\s\S])+/y;
const INDENTED_TEXT = /(?:[^$']+|\$[^{']|\$(?=')|'[^'$]|'(?=\$)|'''|''\$|''\\[\s\S])+/y;
const SCHEME = /[a-zA-Z0-9+.-]+/y;
const PATH_TEXT = /[\w.+/-]+/y;

const HASH = 35;
const SLASH = 47;
const QUOTE = 34;

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
  /** Where the row of word characters ends that we are in, and whether a path or a URI may begin before. */
  let wordEnd = 0;
  let mayBePath = false;
  let mayBeUri = false;
  /** No URI begins before this offset: its scheme would go on up to here and is followed by no colon. */
  let uriFreeUntil = 0;
  let longestWord = 0;
  let at = 0;

  const lengthOf = (pattern: RegExp): number => {
    pattern.lastIndex = at;
    return pattern.test(text) ? pattern.lastIndex - at : 0;
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
    const length = lengthOf(mode === "quoted" ? QUOTED_TEXT : INDENTED_TEXT);
    if (length > 0) {
      push("string-text", length);
      const open = tokens[openStrings.at(-1) ?? -1];
      if (mode === "quoted" && firstMultiline === undefined && tokens.at(-1)?.text.includes("\n")) {
        firstMultiline = open?.start;
      }
    } else if (text.startsWith("${", at)) {
      openInterpolation();
    } else if (text.startsWith(mark, at)) {
      push("string-close", mark.length);
      openStrings.pop();
      modes.pop();
    } else push("string-text", 1);
  };

  const readPath = (): void => {
    const length = lengthOf(PATH_TEXT);
    if (length > 0) push("path-text", length);
    else if (text.startsWith("${", at)) openInterpolation();
    else modes.pop();
  };

  const readCode = (): void => {
    const code = text.charCodeAt(at);
    if (IS_BLANK[code]) {
      do at++;
      while (IS_BLANK[text.charCodeAt(at)]);
    } else if (STANDS_ALONE[code]) readBracket();
    else if (code === HASH) addComment(text.slice(at, at + lengthOf(LINE_COMMENT)));
    else if (code === SLASH && text[at + 1] === "*") addComment(readBlockComment());
    else if (code === QUOTE && cut.has(at)) push("unclosed-string", lengthToLineEnd(text, at));
    else if (code === QUOTE) openString("quoted", 1);
    else if (text.startsWith("''", at)) openString("indented", 2);
    else readWord(code);
  };

  const addComment = (comment: string): void => {
    comments.push({ span: { start: at, end: at + comment.length }, text: comment });
    at += comment.length;
  };

  const readBracket = (): void => {
    const symbol = text[at];
    push("symbol", 1);
    if (symbol === "{") modes.push("code");
    else if (symbol === "}" && modes.length > 1) modes.pop();
  };

  /** Looks ahead once for all words of a row: of `a.b.c` none begins a path, and none a URI. */
  const lookAlongWord = (): void => {
    wordEnd = at;
    while (IN_WORD[text.charCodeAt(wordEnd)]) wordEnd++;
    longestWord = Math.max(longestWord, wordEnd - at);
    const after = text[wordEnd];
    mayBePath = after === "/" && (IN_WORD[text.charCodeAt(wordEnd + 1)] || text.startsWith("${", wordEnd + 1));
    mayBeUri = after === ":";
  };

  const mayBe = (kind: TokenKind): boolean => {
    if (kind === "path") return mayBePath || at >= wordEnd;
    if (kind !== "uri") return true;
    if (!mayBeUri || at < uriFreeUntil) return false;
    const scheme = lengthOf(SCHEME);
    if (text[at + scheme] === ":") return true;
    uriFreeUntil = at + scheme;
    return false;
  };

  const readWord = (code: number): void => {
    if (at >= wordEnd) lookAlongWord();
    let kind: TokenKind = "invalid";
    let length = (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
    for (const [candidate, pattern] of CANDIDATES[code] ?? SYMBOLS) {
      const written = mayBe(candidate) ? lengthOf(pattern) : 0;
      if (written > length || (written === length && kind === "invalid")) {
        kind = candidate;
        length = written;
      }
    }
    push(kind, length);
    const word = tokens.at(-1);
    if (kind === "identifier") {
      if (word && KEYWORDS.has(word.text)) tokens[tokens.length - 1] = { ...word, kind: "keyword" };
    } else if (kind === "path" && text.startsWith("${", at)) modes.push("path");
    else if (word?.text === "${") modes.push("code");
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
