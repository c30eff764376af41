/**
 * Expressions, as Nix's own grammar has them (nix 2.8, `parser.y`), and the pipe operators of later versions. Each function
 * returns false when it met an error: it has reported it and stands on the token that did not fit; the nearest construct
 * with a clear end (a binding, a list, brackets) skips to that end and goes on.
 */
import { checkBindings, checkFormals, startsFormals } from "./bindings.ts";
import {
  accept,
  advance,
  atEnd,
  BROKEN,
  current,
  fillHole,
  insertMark,
  isAt,
  nameOf,
  peek,
  previous,
  report,
  type State,
  skipTo,
  startsLine,
} from "./state.ts";

const MAX_DEPTH = 500;

export function checkExpr(state: State): boolean {
  return descend(state, checkFunction);
}

/** Everything that nests goes through here: beyond the limit the rest of the text is accepted as it is. */
function descend(state: State, check: (state: State) => boolean): boolean {
  if (state.depth >= MAX_DEPTH) {
    state.gaveUp = true;
    state.position = state.tokens.length - 1;
    return true;
  }
  state.depth++;
  const fine = check(state);
  state.depth--;
  return fine;
}

function checkFunction(state: State): boolean {
  if (current(state).kind === "identifier") {
    if (isAt(state, ":", 1)) {
      advance(state);
      advance(state);
      return checkExpr(state);
    }
    if (isAt(state, "@", 1)) {
      advance(state);
      advance(state);
      if (!isAt(state, "{")) return expected(state, "`{` and the names of the arguments after `@`");
      return checkFormals(state) && checkColon(state) && checkExpr(state);
    }
  }
  if (startsFormals(state)) {
    if (!checkFormals(state)) return false;
    if (accept(state, "@")) {
      if (current(state).kind !== "identifier") return expected(state, "a name after `@`");
      advance(state);
    }
    return checkColon(state) && checkExpr(state);
  }
  if (isAt(state, "assert") || isAt(state, "with")) {
    const keyword = current(state).text;
    advance(state);
    return (
      checkExpr(state) && checkMark(state, ";", `\`;\` after the expression of \`${keyword}\``) && checkExpr(state)
    );
  }
  if (isAt(state, "let") && !isAt(state, "{", 1)) {
    const open = current(state);
    advance(state);
    checkBindings(state, "in");
    if (!accept(state, "in")) {
      if (atEnd(state)) {
        report(state, open, "expected `in` and an expression for this `let`");
        state.tail += " in _";
        return true;
      }
      return expected(state, "`in` after the bindings of `let`");
    }
    return checkExpr(state);
  }
  if (isAt(state, "if")) {
    advance(state);
    return (
      checkExpr(state) &&
      checkKeyword(state, "then", "`then` after the condition of `if`") &&
      checkExpr(state) &&
      checkKeyword(state, "else", "`else` (in Nix every `if` has one)") &&
      checkExpr(state)
    );
  }
  return checkOperators(state);
}

function checkColon(state: State): boolean {
  return checkMark(state, ":", "`:` after the arguments of the function");
}

function checkKeyword(state: State, keyword: string, what: string): boolean {
  if (accept(state, keyword)) return true;
  if (atEnd(state)) {
    expected(state, what);
    state.tail += ` ${keyword} `;
    return true;
  }
  return expected(state, what);
}

/** A mark that, where it is forgotten, can be thought in. */
function checkMark(state: State, mark: string, what: string): boolean {
  if (accept(state, mark)) return true;
  report(state, previous(state), `expected ${what}`);
  insertMark(state, mark);
  return startsExpr(state) || atEnd(state);
}

/** From loose to tight; `undefined` for what is no operator. */
const OPERATOR_LEVELS: Readonly<Record<string, number>> = {
  "<|": 0,
  "|>": 0,
  "->": 1,
  "||": 2,
  "&&": 3,
  "==": 4,
  "!=": 4,
  "<": 5,
  ">": 5,
  "<=": 5,
  ">=": 5,
  "//": 6,
  "+": 8,
  "-": 8,
  "*": 9,
  "/": 9,
  "++": 10,
  "?": 11,
};
/** `a == b == c` means nothing in Nix. */
const SINGLE_LEVELS: ReadonlySet<number> = new Set([4, 5]);

/** Operands and operators in a row: only which of them may stand side by side matters here, not what binds to what. */
function checkOperators(state: State): boolean {
  const from = state.position;
  /** Levels that may not come again until a looser operator has come. */
  const taken = new Set<number>();
  let pipe = false;
  let tightUpdate = false;
  if (!checkOperand(state)) return false;
  for (;;) {
    const operator = current(state);
    const level = operator.kind === "symbol" ? OPERATOR_LEVELS[operator.text] : undefined;
    if (level === undefined) break;
    if (taken.has(level)) {
      report(state, operator, `${nameOf(operator)} cannot follow another comparison like this: parentheses are needed`);
      return false;
    }
    for (const other of taken) if (other > level) taken.delete(other);
    if (SINGLE_LEVELS.has(level)) taken.add(level);
    if (level === 0) pipe = true;
    advance(state);
    // `a //b`: the grammar of tree-sitter takes `//b` for a path.
    if (operator.text === "//" && /[\w.+/-]/.test(state.text[operator.end] ?? "")) {
      if (/[ \t]/.test(state.text[operator.start - 1] ?? "")) {
        state.patches.push({ start: operator.start - 1, newText: "// " });
      } else tightUpdate = true;
    }
    if (operator.text === "?") {
      if (!checkAttrPath(state)) return false;
    } else if (!checkOperand(state)) return false;
  }
  if (pipe) fillHole(state, from, "pipe operators are not evaluated");
  else if (tightUpdate) fillHole(state, from, "`//` without a blank beside it is not evaluated");
  return true;
}

function checkOperand(state: State): boolean {
  while (isAt(state, "!") || isAt(state, "-")) advance(state);
  const token = current(state);
  if (
    isAt(state, "if") ||
    isAt(state, "assert") ||
    isAt(state, "with") ||
    (isAt(state, "let") && !isAt(state, "{", 1)) ||
    startsLambda(state)
  ) {
    const what = token.kind === "keyword" ? `\`${token.text}\`` : "a function";
    report(state, token, `${what} needs parentheses here`);
    return false;
  }
  if (!checkSelect(state)) return false;
  while (startsSimple(state)) if (!checkSelect(state)) return false;
  return true;
}

function startsLambda(state: State): boolean {
  return (current(state).kind === "identifier" && (isAt(state, ":", 1) || isAt(state, "@", 1))) || startsFormals(state);
}

export function checkSelect(state: State): boolean {
  for (;;) {
    if (!checkSimple(state)) return false;
    if (accept(state, ".")) {
      if (!checkAttrPath(state)) return false;
      if (accept(state, "or")) continue;
    }
    // Nix still reads `f or` as a call of `f` with a variable named `or`.
    else accept(state, "or");
    return true;
  }
}

export function startsSimple(state: State): boolean {
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

function startsExpr(state: State): boolean {
  return startsSimple(state) || ["!", "-", "if", "assert", "with", "let"].some((text) => isAt(state, text));
}

function checkSimple(state: State): boolean {
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

export function checkAttrPath(state: State): boolean {
  do {
    if (!checkAttrName(state)) return false;
  } while (accept(state, "."));
  return true;
}

/** Keywords are taken for the name that was meant, with a message. */
export function checkAttrName(state: State): boolean {
  const token = current(state);
  if (token.kind === "identifier" || isAt(state, "or")) advance(state);
  else if (token.text === '"' && token.kind === "string-open") checkString(state);
  else if (isAt(state, "${")) checkInterpolation(state);
  else if (token.kind === "keyword" && !startsLine(state)) {
    report(state, token, `\`${token.text}\` is a keyword: as a name it is written "${token.text}"`);
    state.patches.push({ start: token.start, newText: "_".repeat(token.text.length) });
    advance(state);
  } else return expected(state, `a name after ${nameOf(previous(state))}`);
  return true;
}

/** Reports what should stand here: at the token that stands here instead, or at the last one before the end. */
export function expected(state: State, what: string): boolean {
  const token = current(state);
  if (atEnd(state)) report(state, previous(state), `expected ${what}`);
  else report(state, token, `expected ${what}, found ${nameOf(token)}`);
  return false;
}

/** An attribute path and a `=`, or an `inherit`: the start of a binding beyond doubt. */
export function startsBinding(state: State): boolean {
  if (isAt(state, "inherit")) return true;
  let ahead = 0;
  for (;;) {
    const kind = peek(state, ahead).kind;
    if (kind === "identifier" || isAt(state, "or", ahead)) ahead++;
    else if (kind === "string-open") {
      ahead++;
      while (peek(state, ahead).kind === "string-text") ahead++;
      if (peek(state, ahead).kind !== "string-close") return false;
      ahead++;
    } else if (isAt(state, "${", ahead) && isAt(state, "}", ahead + 2)) ahead += 3;
    else return false;
    if (isAt(state, "=", ahead)) return true;
    if (!isAt(state, ".", ahead)) return false;
    ahead++;
  }
}
