/** Expressions that stand for themselves: words, strings, paths, and whatever has brackets of its own. */
import { checkBindings } from "./bindings.ts";
import { checkExpr, checkSelect, descend, OPERATOR_LEVELS, startsLambda } from "./expressions.ts";
import {
  advance,
  atEnd,
  BROKEN,
  type Cursor,
  current,
  expected,
  fillHole,
  insertMark,
  isAt,
  nameOf,
  previous,
  report,
  type State,
  skipTo,
  startsLine,
} from "./state.ts";

export function startsSimple(state: Cursor): boolean {
  switch (current(state).kind) {
    case "identifier":
    case "number":
    case "path":
    case "search-path":
    case "uri":
    case "string-open":
    case "unclosed-string":
      return true;
    case "symbol":
      return isAt(state, "(") || isAt(state, "{") || isAt(state, "[");
    case "keyword":
      return isAt(state, "rec") || (isAt(state, "let") && isAt(state, "{", 1));
    default:
      return false;
  }
}

export function checkSimple(state: State): boolean {
  const token = current(state);
  switch (token.kind) {
    case "identifier":
    case "number":
    case "search-path":
    case "uri":
      advance(state);
      return true;
    case "path":
      return checkPath(state);
    case "string-open":
      return checkString(state);
    case "unclosed-string":
      report(state, firstLine(state), "this string is never closed");
      state.endReported ||= token.end === state.text.length;
      advance(state);
      fillHole(state, state.position - 1, BROKEN);
      return true;
    case "symbol":
      if (token.text === "(") return checkParentheses(state);
      if (token.text === "[") return descend(state, checkList);
      if (token.text === "{") return checkSet(state);
      break;
    case "keyword":
      if (isAt(state, "rec") || (isAt(state, "let") && isAt(state, "{", 1))) {
        advance(state);
        if (isAt(state, "{")) return checkSet(state);
        return expected(state, "`{` after `rec`");
      }
      break;
  }
  return missingValue(state);
}

/** The current token up to its line end. */
function firstLine(state: State): { start: number; end: number } {
  const { start, end, text } = current(state);
  const newline = text.search(/[\r\n]/);
  return { start, end: newline < 0 ? end : start + newline };
}

/** Nothing here can be an expression. */
function missingValue(state: State): boolean {
  const token = current(state);
  const before = previous(state);
  if (atEnd(state)) {
    report(state, before, `expected a value after ${nameOf(before)}, found the end of the file`);
    state.tail += " _ ";
    return true;
  }
  if (token.kind === "symbol" && /^[;)\]}]$/.test(token.text) && before !== token) {
    report(state, before, `expected a value after ${nameOf(before)}`);
  } else report(state, token, `expected a value, found ${nameOf(token)}`);
  return false;
}

function checkPath(state: State): boolean {
  const token = current(state);
  advance(state);
  if (token.text === "~/") state.patches.push({ start: token.start, newText: "." });
  let last = token;
  while (current(state).start === last.end && (current(state).kind === "path-text" || isAt(state, "${"))) {
    last = current(state);
    if (last.kind === "path-text") advance(state);
    else {
      checkInterpolation(state);
      last = previous(state);
    }
  }
  if (last.text.endsWith("/")) report(state, { start: token.start, end: last.end }, "a path does not end with `/`");
  return true;
}

export function checkString(state: State): boolean {
  const close = current(state).text;
  advance(state);
  while (!atEnd(state) && current(state).kind !== "string-close") {
    if (isAt(state, "${")) checkInterpolation(state);
    else advance(state);
  }
  if (atEnd(state)) state.tail += close;
  else advance(state);
  return true;
}

export function checkInterpolation(state: State): void {
  checkBracketed(state, "}");
}

function checkParentheses(state: State): boolean {
  checkBracketed(state, ")");
  return true;
}

/** An expression between brackets that are written here: what is wrong inside stays inside. */
function checkBracketed(state: State, close: string): void {
  const open = current(state);
  advance(state);
  const from = state.position;
  const fine = checkExpr(state);
  if (!fine) {
    skipTo(state, [close, ";"]);
    if (from === state.position) insertMark(state, "_");
    else fillHole(state, from, BROKEN);
  } else if (!isAt(state, close) && !atEnd(state)) {
    const wrong = current(state);
    report(state, wrong, `expected \`${close}\` for the ${nameOf(open)} before, found ${nameOf(wrong)}`);
    const end = state.position;
    skipTo(state, [close, ";"]);
    if (isAt(state, close)) fillHole(state, from, BROKEN);
    else state.position = end;
  }
  closeBracket(state, open, close, true);
}

/** Steps over the closing bracket; at the end of the text, or with `silent`, it is thought in. */
export function closeBracket(
  state: State,
  open: { text: string; start: number; end: number },
  close: string,
  silent = false,
): void {
  if (isAt(state, close)) {
    if (startsLine(state) && columnOf(state, current(state).start) < indentationAt(state, open.start))
      state.suspect ??= open;
    advance(state);
    return;
  }
  if (atEnd(state)) {
    const culprit = state.suspect ?? open;
    report(state, culprit, `this \`${state.text.slice(culprit.start, culprit.end)}\` is never closed`);
  } else if (!silent) report(state, current(state), `expected \`${close}\`, found ${nameOf(current(state))}`);
  insertMark(state, close);
}

function columnOf({ text }: State, offset: number): number {
  return offset - (text.lastIndexOf("\n", offset - 1) + 1);
}

/** Blanks at the start of the line that holds `offset`. */
function indentationAt(state: State, offset: number): number {
  const lineStart = offset - columnOf(state, offset);
  return /^[ \t]*/.exec(state.text.slice(lineStart, offset))?.[0].length ?? 0;
}

function checkSet(state: State): boolean {
  const open = current(state);
  advance(state);
  checkBindings(state, "}");
  closeBracket(state, open, "}");
  return true;
}

function checkList(state: State): boolean {
  const open = current(state);
  advance(state);
  while (!isAt(state, "]") && !atEnd(state)) {
    if (startsSimple(state) && !startsLambda(state)) {
      const from = state.position;
      if (checkSelect(state)) continue;
      skipTo(state, ["]", ";"]);
      fillHole(state, from, BROKEN);
      continue;
    }
    const token = current(state);
    if (/^[;)}=]$/.test(token.text) || ["in", "then", "else"].some((word) => isAt(state, word))) break;
    const from = state.position;
    if (token.text === ",") {
      report(state, token, "elements of a list are separated by blanks, not by `,`");
      state.patches.push({ start: token.start, newText: " " });
      advance(state);
    } else {
      const operator = token.kind === "symbol" && OPERATOR_LEVELS[token.text] !== undefined;
      const needs = operator || startsLambda(state) || token.kind === "keyword";
      report(state, token, needs ? "an element like this needs parentheses" : `unexpected ${nameOf(token)} in a list`);
      if (operator) advance(state);
      else skipTo(state, ["]", ";"]);
      if (from === state.position) advance(state);
      fillHole(state, from, BROKEN);
    }
  }
  if (!isAt(state, "]") && !atEnd(state)) {
    report(state, open, "expected `]` for this `[`");
    closeBracket(state, open, "]", true);
  } else closeBracket(state, open, "]");
  return true;
}
