/**
 * Holds a text against the grammar of Nix. tree-sitter builds the tree, but it neither says what is wrong with a text nor
 * guesses well what was meant, and its grammar of Nix has gaps. So this says where the text is not Nix, and hands
 * tree-sitter a text of the same offsets without the broken pieces and the gaps.
 */
import type { Comment, SyntaxError as NixError } from "../ast.ts";
import { checkExpr } from "./expressions.ts";
import { advance, atEnd, BROKEN, blank, current, fillHole, type Hole, nameOf, report, type State } from "./state.ts";
import { type Token, tokenize } from "./tokens.ts";

export interface Checked {
  readonly tokens: readonly Token[];
  /** What tree-sitter is given: the text, mended in place, and behind it what its end lacks. */
  readonly source: string;
  readonly holes: readonly Hole[];
  readonly errors: readonly NixError[];
  readonly comments: readonly Comment[];
  /** Nothing is wrong with the text and all of it was looked at: its tokens are an expression of Nix. */
  readonly isWhole: boolean;
}

/** One broken place can look like many: what a reader needs are the first ones. */
const MAX_ERRORS = 10;

/** At each dot or dash tree-sitter looks through the rest of a word for a slash: junk of one endless word would hang it. */
const MAX_WORD = 2000;

export function checkGrammar(text: string): Checked {
  const { tokens, comments, unclosedComment, longestWord } = tokenize(text);
  const state: State = {
    text,
    tokens,
    position: 0,
    depth: 0,
    gaveUp: false,
    errors: [],
    holes: [],
    patches: [],
    marked: new Set(),
    tail: "",
    endReported: false,
    suspect: undefined,
  };
  if (unclosedComment !== undefined) {
    report(state, { start: unclosedComment, end: unclosedComment + 2 }, "this comment is never closed");
    state.endReported = true;
  }
  if (text.startsWith("\ufeff")) {
    report(state, { start: 0, end: 1 }, "Nix does not read a file that begins with a byte order mark");
    advance(state);
    blank(state, 0);
  }
  if (!atEnd(state)) {
    const fine = checkExpr(state);
    if (!atEnd(state)) {
      const wrong = current(state);
      const from = fine ? state.position : 0;
      if (fine) report(state, wrong, `unexpected ${nameOf(wrong)}: the expression of this file is complete before it`);
      while (!atEnd(state)) advance(state);
      if (fine) blank(state, from);
      else fillHole(state, from, BROKEN);
    }
  }
  if (longestWord > MAX_WORD) {
    state.position = tokens.length - 1;
    state.patches.length = 0;
    state.tail = "";
    fillHole(state, 0, "the file holds an endless word");
  }
  const errors = state.errors.sort((a, b) => a.span.start - b.span.start).slice(0, MAX_ERRORS);
  const isWhole = errors.length === 0 && state.holes.every(({ isFine }) => isFine) && !state.gaveUp;
  return { tokens, isWhole, source: mend(state, unclosedComment), holes: state.holes, errors, comments };
}

function mend({ text, patches, tail, gaveUp }: State, unclosedComment: number | undefined): string {
  let source = text;
  if (patches.length > 0) {
    const units = text.split("");
    // Later patches win: what holds a hole is found after it.
    for (const { start, newText } of patches)
      for (let i = 0; i < newText.length; i++) units[start + i] = newText[i] ?? "";
    source = units.join("");
  }
  if (unclosedComment !== undefined)
    source = source.slice(0, unclosedComment) + " ".repeat(text.length - unclosedComment);
  // To Nix a carriage return ends a line comment, to the grammar of tree-sitter it does not.
  if (source.includes("\r")) source = source.replace(/\r(?!\n)/g, "\n");
  return tail && !gaveUp ? `${source}\n${tail}` : source;
}
