/** Operators by precedence, calls and selections. Source of the levels: `parser.y` of nix 2.8. */
import type { BinaryOperator, Expr } from "../ast.ts";
import { OPERATOR_LEVELS } from "../grammar/expressions.ts";
import { startsSimple } from "../grammar/operands.ts";
import { accept, current, isAt } from "../grammar/state.ts";
import { readAttrPath } from "./bindings.ts";
import { readSimple } from "./operands.ts";
import { beginNode, endNode, loseWay, type Reader, take } from "./reader.ts";

const HAS_ATTR_LEVEL = 11;
/** What `!` and `-` take: `!a + b` is `!(a + b)`, `!a // b` is `(!a) // b`, `-a ? b` is `(-a) ? b`. */
const BELOW_NOT = 8;
const BELOW_NEGATION = 12;

const RIGHT_TO_LEFT: ReadonlySet<string> = new Set(["->", "//", "++"]);

/** An operand, and what follows it as long as it binds at least as tightly as `level`. */
export function readOperators(reader: Reader, level = 1): Expr {
  const before = beginNode(reader);
  let left = reader.lost ? loseWay(reader, current(reader)) : readUnary(reader);
  while (!reader.lost) {
    const { kind, text } = current(reader);
    const found = kind === "symbol" ? OPERATOR_LEVELS[text] : undefined;
    if (found === undefined || found < level) break;
    take(reader);
    left = withOperator(left, text, found, reader);
    reader.height += 1;
  }
  endNode(reader, before, 0);
  return left;
}

function withOperator(left: Expr, operator: string, level: number, reader: Reader): Expr {
  const { start } = left.span;
  if (level === HAS_ATTR_LEVEL) {
    const path = readAttrPath(reader);
    return { kind: "has-attr", span: { start, end: path.at(-1)?.span.end ?? start }, subject: left, path };
  }
  const right = readOperators(reader, RIGHT_TO_LEFT.has(operator) ? level : level + 1);
  const span = { start, end: right.span.end };
  return isBinary(operator) ? { kind: "binary", span, operator, left, right } : loseWay(reader, span);
}

function isBinary(operator: string): operator is BinaryOperator {
  return operator !== "?" && operator !== "|>" && operator !== "<|";
}

function readUnary(reader: Reader): Expr {
  const operator = isAt(reader, "!") ? "!" : isAt(reader, "-") ? "-" : undefined;
  if (operator === undefined) return readCall(reader);
  const { start } = take(reader);
  const operand = readOperators(reader, operator === "!" ? BELOW_NOT : BELOW_NEGATION);
  reader.height += 1;
  return { kind: "unary", span: { start, end: operand.span.end }, operator, operand };
}

function readCall(reader: Reader): Expr {
  let callee = readSelect(reader);
  while (startsSimple(reader) && !reader.lost) {
    const argument = readSelect(reader);
    const span = { start: callee.span.start, end: argument.span.end };
    callee = { kind: "apply", span, function: callee, argument };
    reader.height += 1;
  }
  return callee;
}

/** `a.b.c`, `a.b or c.d or e`: also an element of a list. */
export function readSelect(reader: Reader): Expr {
  const before = beginNode(reader);
  const subject = reader.lost ? loseWay(reader, current(reader)) : readSimple(reader);
  if (!accept(reader, ".")) {
    endNode(reader, before, 0);
    // A variable named `or`.
    return isAt(reader, "or") ? loseWay(reader, current(reader)) : subject;
  }
  const path = readAttrPath(reader);
  const fallback = accept(reader, "or") ? readSelect(reader) : undefined;
  endNode(reader, before);
  const end = (fallback ?? path.at(-1) ?? subject).span.end;
  return { kind: "select", span: { start: subject.span.start, end }, subject, path, default: fallback };
}
