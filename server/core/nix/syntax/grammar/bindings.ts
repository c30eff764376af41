/**
 * Bindings of sets and `let`, and the named arguments of functions. A binding that cannot be read is reported and left
 * out; the ones beside it stand.
 */
import { checkAttrName, checkAttrPath, startsBinding } from "./attribute-path.ts";
import { checkExpr } from "./expressions.ts";
import { closeBracket } from "./operands.ts";
import {
  accept,
  advance,
  atEnd,
  BROKEN,
  blank,
  type Cursor,
  current,
  expected,
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

/** Bindings up to `close`, which is left standing. */
export function checkBindings(state: State, close: "}" | "in"): void {
  while (!isAt(state, close) && !atEnd(state)) {
    const from = state.position;
    // What closes something around us: our own end is missing.
    if (/^[)\]}]$/.test(current(state).text) && current(state).kind === "symbol") return;
    if (isAt(state, "in") && close === "}") return;
    if (current(state).kind === "string-close") return;
    if (isAt(state, "inherit")) checkInherit(state, close);
    else checkBinding(state, close);
    if (state.position === from) {
      advance(state);
      blank(state, from);
    }
  }
}

/** Where a broken binding ends: at a `;`, or where the next one begins on a line of its own. */
function skipBinding(state: State, close: "}" | "in"): void {
  skipTo(state, [";", close], () => startsLine(state) && startsBinding(state));
}

function checkBinding(state: State, close: "}" | "in"): void {
  const from = state.position;
  if (isAt(state, ";")) {
    report(state, current(state), "unexpected `;`: there is no binding before it");
    advance(state);
    blank(state, from);
    return;
  }
  if (!checkAttrPath(state)) {
    dropBinding(state, from, close);
    return;
  }
  if (!accept(state, "=")) {
    const name = { start: state.tokens[from]?.start ?? 0, end: previous(state).end };
    const here = startsLine(state) || isAt(state, ";") || isAt(state, close) || atEnd(state);
    if (here) report(state, name, "expected `=` and a value after this name");
    else expected(state, "`=` after the name");
    dropBinding(state, from, close);
    return;
  }
  const valueFrom = state.position;
  if (isAt(state, ";") || isAt(state, close) || atEnd(state) || (startsLine(state) && startsBinding(state))) {
    report(state, previous(state), "expected a value after `=`");
    insertMark(state, "_");
  } else if (!checkExpr(state)) {
    skipBinding(state, close);
    if (state.position === valueFrom) insertMark(state, "_");
    else fillHole(state, valueFrom, BROKEN);
    if (!accept(state, ";")) insertMark(state, ";");
    return;
  }
  checkSemicolon(state, valueFrom, close);
}

function checkSemicolon(state: State, valueFrom: number, close: "}" | "in"): void {
  if (accept(state, ";")) return;
  if (atEnd(state)) {
    // What holds the binding is not closed either: that is said there.
    insertMark(state, ";");
    return;
  }
  // `a = 1` and on the next line `b = 2;`: read as the call `1 b`, and the surprise comes at the second `=`.
  const end = state.position;
  if (isAt(state, "=")) {
    for (state.position = end - 1; state.position > valueFrom; state.position--) {
      if (startsLine(state) && startsBinding(state)) break;
    }
    if (state.position <= valueFrom) state.position = end;
  }
  const here = state.position !== end || isAt(state, close) || startsBinding(state);
  if (here || startsLine(state)) {
    report(state, previous(state), "expected `;` after this value");
    if (here) {
      insertMark(state, ";");
      return;
    }
  } else report(state, current(state), `expected \`;\` before ${nameOf(current(state))}`);
  skipBinding(state, close);
  fillHole(state, valueFrom, BROKEN);
  if (!accept(state, ";")) insertMark(state, ";");
}

/** Skips what is left of a binding without a value, and takes it out of the text. */
function dropBinding(state: State, from: number, close: "}" | "in"): void {
  skipBinding(state, close);
  accept(state, ";");
  blank(state, from);
}

function checkInherit(state: State, close: "}" | "in"): void {
  const from = state.position;
  advance(state);
  if (isAt(state, "(")) {
    const open = current(state);
    advance(state);
    const sourceFrom = state.position;
    if (!checkExpr(state)) {
      skipTo(state, [")", ";"]);
      if (sourceFrom === state.position) insertMark(state, "_");
      else fillHole(state, sourceFrom, BROKEN);
    }
    closeBracket(state, open, ")");
  }
  while (startsName(state) && !(startsLine(state) && startsBinding(state))) if (!checkAttrName(state)) break;
  if (accept(state, ";")) return;
  const here = atEnd(state) || isAt(state, close) || (startsLine(state) && startsBinding(state));
  if (here) {
    report(state, previous(state), "expected `;` after the names of `inherit`");
    insertMark(state, ";");
    return;
  }
  const token = current(state);
  report(state, token, `expected a name or \`;\` in this \`inherit\`, found ${nameOf(token)}`);
  dropBinding(state, from, close);
}

function startsName(state: State): boolean {
  const token = current(state);
  const quoted = token.kind === "string-open" && token.text === '"';
  return token.kind === "identifier" || quoted || isAt(state, "or") || isAt(state, "${");
}

/** True where `{` opens the arguments of a function and not a set. */
export function startsFormals(state: Cursor): boolean {
  if (!isAt(state, "{")) return false;
  if (isAt(state, "...", 1) || isAt(state, ",", 1)) return true;
  if (isAt(state, "}", 1)) return isAt(state, ":", 2) || isAt(state, "@", 2);
  if (peek(state, 1).kind !== "identifier") return false;
  if (isAt(state, ",", 2) || isAt(state, "?", 2)) return true;
  if (isAt(state, "}", 2)) return isAt(state, ":", 3) || isAt(state, "@", 3);
  // A comma forgotten after the first name.
  return (peek(state, 2).kind === "identifier" || isAt(state, "...", 2)) && closesBeforeColon(state);
}

/** The bracket at the current token closes in front of a `:` or `@`, with nothing but names, commas and `...` inside. */
function closesBeforeColon(state: Cursor): boolean {
  let ahead = 1;
  while (peek(state, ahead).kind === "identifier" || isAt(state, ",", ahead) || isAt(state, "...", ahead)) ahead++;
  return isAt(state, "}", ahead) && (isAt(state, ":", ahead + 1) || isAt(state, "@", ahead + 1));
}

export function checkFormals(state: State): boolean {
  const open = current(state);
  advance(state);
  while (!isAt(state, "}") && !atEnd(state)) {
    const from = state.position;
    if (accept(state, "...")) {
      if (isAt(state, "}")) break;
      report(state, previous(state), "`...` comes last among the arguments");
      skipTo(state, ["}"]);
      blank(state, from + 1);
      break;
    }
    if (current(state).kind !== "identifier") {
      expected(state, "the name of an argument");
      skipTo(state, ["}", ","]);
      accept(state, ",");
      if (state.position === from) return false;
      blank(state, from);
      continue;
    }
    advance(state);
    if (accept(state, "?")) {
      const fallback = state.position;
      if (!checkExpr(state)) {
        skipTo(state, ["}", ","]);
        if (state.position === fallback) insertMark(state, "_");
        else fillHole(state, fallback, BROKEN);
      }
    }
    const comma = current(state);
    if (accept(state, ",")) {
      // Nix takes a comma behind the last argument, the grammar of tree-sitter does not.
      if (isAt(state, "}")) state.patches.push({ start: comma.start, newText: " " });
    } else if (comma.kind === "identifier" || isAt(state, "...")) {
      report(state, previous(state), "expected `,` after this argument");
      insertMark(state, ",");
    } else if (!isAt(state, "}") && !atEnd(state)) {
      expected(state, "`,` or `}`");
      const wrong = state.position;
      skipTo(state, ["}", ","]);
      if (state.position === wrong) return false;
      blank(state, wrong);
      accept(state, ",");
    }
  }
  closeBracket(state, open, "}");
  return true;
}
