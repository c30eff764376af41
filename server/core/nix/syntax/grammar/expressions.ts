/**
 * Expressions, as Nix's own grammar has them (nix 2.8, `parser.y`), and the pipe operators of later versions. Each function
 * returns false when it met an error: it has reported it and stands on the token that did not fit; the nearest construct
 * with a clear end (a binding, a list, brackets) skips to that end and goes on.
 */
import { checkAttrPath } from "./attribute-path.ts";
import { checkBindings, checkFormals, startsFormals } from "./bindings.ts";
import { checkSimple, startsSimple } from "./operands.ts";
import {
  accept,
  advance,
  atEnd,
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
} from "./state.ts";

const MAX_DEPTH = 500;

export function checkExpr(state: State): boolean {
  return descend(state, checkFunction);
}

/** Everything that nests goes through here: beyond the limit the rest of the text is accepted as it is. */
export function descend(state: State, check: (state: State) => boolean): boolean {
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
export const OPERATOR_LEVELS: Readonly<Record<string, number>> = {
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
  else if (tightUpdate) fillHole(state, from, "`//` without a blank beside it is not evaluated", true);
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

export function startsLambda(state: Cursor): boolean {
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

function startsExpr(state: State): boolean {
  return startsSimple(state) || ["!", "-", "if", "assert", "with", "let"].some((text) => isAt(state, text));
}
