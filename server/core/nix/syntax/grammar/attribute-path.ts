/** Attribute paths, and how a binding is told from everything else. */
import { checkInterpolation, checkString } from "./operands.ts";
import {
  accept,
  advance,
  current,
  expected,
  isAt,
  nameOf,
  peek,
  previous,
  report,
  type State,
  startsLine,
} from "./state.ts";

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
