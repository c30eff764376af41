/**
 * What the grammar check carries along: where it is in the tokens, what it found wrong, and how the text is to be mended
 * so that tree-sitter can read it. Every change of the text keeps its length: offsets in the mended text are offsets in
 * the text as written.
 */

import type { Span } from "../../../text/span.ts";
import type { SyntaxError as NixError } from "../ast.ts";
import type { Token } from "./tokens.ts";

/** A piece of text of which no expression can be made. */
export interface Hole {
  readonly span: Span;
  /** As in `UnsupportedExpr`. */
  readonly why: string;
  /** It is Nix, which tree-sitter alone cannot read. */
  readonly isFine?: boolean;
}

/** Replaces the text at `start` by one of the same length. */
export interface Patch {
  readonly start: number;
  readonly newText: string;
}

/** A place in the tokens of a text. */
export interface Cursor {
  readonly text: string;
  readonly tokens: readonly Token[];
  position: number;
}

export interface State extends Cursor {
  depth: number;
  /** Nested too deeply to be checked any further: from here on everything is accepted. */
  gaveUp: boolean;
  readonly errors: NixError[];
  readonly holes: Hole[];
  readonly patches: Patch[];
  /** Blanks that `insertMark` has used up. */
  readonly marked: Set<number>;
  /** What the end of the text lacks. */
  tail: string;
  /** Something was said of the end of the text: it ends once, however much is open there. */
  endReported: boolean;
  /** The first bracket whose closing one stands further left than the line it opens on: probably it is not its own. */
  suspect: Span | undefined;
}

export const BROKEN = "the syntax is broken here";

const END: Token = { kind: "end", text: "", start: 0, end: 0 };

export function current(state: Cursor): Token {
  return peek(state, 0);
}

export function peek(state: Cursor, ahead: number): Token {
  return state.tokens[Math.min(state.position + ahead, state.tokens.length - 1)] ?? END;
}

/** The token before the current one; for the first token, itself. */
export function previous(state: Cursor): Token {
  return state.tokens[Math.max(0, state.position - 1)] ?? END;
}

export function advance(state: Cursor): void {
  if (state.position < state.tokens.length - 1) state.position++;
}

/** Symbols and keywords are named by their text. */
export function isAt(state: Cursor, text: string, ahead = 0): boolean {
  const token = peek(state, ahead);
  return (token.kind === "symbol" || token.kind === "keyword") && token.text === text;
}

export function atEnd(state: Cursor): boolean {
  return current(state).kind === "end";
}

/** Steps over `text` where it stands. */
export function accept(state: Cursor, text: string): boolean {
  if (!isAt(state, text)) return false;
  advance(state);
  return true;
}

/** First on its line. */
export function startsLine(state: State, ahead = 0): boolean {
  const index = state.position + ahead;
  const before = state.tokens[index - 1];
  const token = state.tokens[index];
  return !before || !token || state.text.slice(before.end, token.start).includes("\n");
}

/** Of binary junk there is no end of things to say. */
const ENOUGH_ERRORS = 100;

/** One message for one place: the first. */
export function report(state: State, span: Span, message: string): void {
  if (state.gaveUp || state.errors.length >= ENOUGH_ERRORS) return;
  if (state.errors.some((error) => error.span.start === span.start)) return;
  if (atEnd(state)) {
    if (state.endReported) return;
    state.endReported = true;
  }
  state.errors.push({ span: { start: span.start, end: span.end }, message });
}

/** Reports what should stand here: at the token that stands here instead, or at the last one before the end. */
export function expected(state: State, what: string): false {
  const token = current(state);
  if (atEnd(state)) report(state, previous(state), `expected ${what}`);
  else report(state, token, `expected ${what}, found ${nameOf(token)}`);
  return false;
}

/** How a message names a token. */
export function nameOf(token: Token): string {
  if (token.kind === "end") return "the end of the file";
  if (token.kind === "string-open" || token.kind === "unclosed-string") return "a string";
  const character = token.text.codePointAt(0) ?? 0;
  if (token.kind === "invalid" && (character < 0x21 || character === 0x7f || (character >= 0x80 && character < 0xa1))) {
    return `the character U+${character.toString(16).toUpperCase().padStart(4, "0")}`;
  }
  return `\`${token.text}\``;
}

/** Writes `mark` into a blank behind the previous token, or behind the end. Without room tree-sitter thinks it in itself. */
export function insertMark(state: State, mark: string): void {
  if (atEnd(state)) {
    state.tail += mark;
    return;
  }
  let at = previous(state).end;
  while (state.marked.has(at)) at++;
  if (at >= current(state).start || !/[ \t\r\n]/.test(state.text[at] ?? "")) return;
  state.marked.add(at);
  state.patches.push({ start: at, newText: mark });
}

/** Makes the tokens from index `from` up to the current one a single name: tree-sitter reads an expression, we a hole. */
export function fillHole(state: State, from: number, why: string, isFine = false): void {
  const first = state.tokens[from];
  const last = state.tokens[state.position - 1];
  if (!first || !last || from >= state.position) return;
  const span = { start: first.start, end: last.end };
  state.holes.push({ span, why, isFine });
  state.patches.push({ start: span.start, newText: "_".repeat(span.end - span.start) });
}

/** Takes the tokens from index `from` up to the current one out of the text. */
export function blank(state: State, from: number): void {
  const first = state.tokens[from];
  const last = state.tokens[state.position - 1];
  if (!first || !last || from >= state.position) return;
  const written = state.text.slice(first.start, last.end);
  state.patches.push({ start: first.start, newText: written.replace(/[^\n]/g, " ") });
}

/** Goes on to the next of `stops` that stands outside of brackets, or to a bracket that closes what we are in, or to the end. */
export function skipTo(state: State, stops: readonly string[], stopHere: () => boolean = () => false): void {
  let open = 0;
  while (!atEnd(state)) {
    const token = current(state);
    if (open === 0 && (stopHere() || stops.some((stop) => isAt(state, stop)))) return;
    if (token.kind === "symbol" || token.kind === "string-open" || token.kind === "string-close") {
      if (/^(?:[{[(]|\$\{)$/.test(token.text) || token.kind === "string-open") open++;
      else if (/^[}\])]$/.test(token.text) || token.kind === "string-close") {
        if (open === 0) return;
        open--;
      }
    }
    advance(state);
  }
}
