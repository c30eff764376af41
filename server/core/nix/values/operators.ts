/** Nix's operators. The logical ones decide by one side where that is enough, even if the other is not known. */

import { normalizePath } from "../../text/path.ts";
import type { BinaryExpr, BinaryOperator, Expr, UnaryExpr } from "../syntax/ast.ts";
import { MAX_TEXT } from "./budget.ts";
import { coerceToString } from "./coerce.ts";
import type { EvalContext } from "./context.ts";
import { equalValues, isNumber } from "./equality.ts";
import type { Interpreter } from "./interpreter.ts";
import { bool, float, int, pathValue, string } from "./make.ts";
import { concatLists, mergeAttrs } from "./merge.ts";
import { compareValues } from "./order.ts";
import { lexical, outermost, type Scope } from "./scope.ts";
import { describe } from "./select.ts";
import { failed, type IntValue, stops, type UnknownValue, unknown, type Value } from "./value.ts";

/** What Nix calls for an operator, by name: a file may have its own. */
const CALLED: Readonly<Partial<Record<BinaryOperator, string>>> = {
  "-": "__sub",
  "*": "__mul",
  "/": "__div",
  "<": "__lessThan",
  "<=": "__lessThan",
  ">": "__lessThan",
  ">=": "__lessThan",
};

/** Names that a text has to hold for an operator to mean something else in it. */
export const OPERATOR_NAMES = /\b__(?:sub|mul|div|lessThan)\b/;

function redefined(operator: BinaryOperator, scope: Scope, interpreter: Interpreter): UnknownValue | undefined {
  const name = interpreter.ownOperators() ? CALLED[operator] : undefined;
  const own = name !== undefined && lexical(scope, name) !== lexical(outermost(scope), name);
  return own ? unknown(`\`${operator}\` is defined anew, as \`${name}\``) : undefined;
}

export function evaluateUnary(expr: UnaryExpr, scope: Scope, interpreter: Interpreter): Value {
  const operand = interpreter.evaluate(expr.operand, scope);
  switch (expr.operator) {
    case "!": {
      const truth = truthOf(operand);
      return typeof truth === "boolean" ? bool(!truth) : truth;
    }
    case "-":
      return redefined("-", scope, interpreter) ?? arithmetic("-", int(0), operand);
    default:
      return expr.operator satisfies never;
  }
}

export function evaluateBinary(expr: BinaryExpr, scope: Scope, interpreter: Interpreter): Value {
  const { operator } = expr;
  const own = redefined(operator, scope, interpreter);
  if (own) return own;
  switch (operator) {
    case "&&":
      return decideBy(false, expr.left, expr.right, scope, interpreter);
    case "||":
      return decideBy(true, expr.left, expr.right, scope, interpreter);
    case "->":
      return implication(expr, scope, interpreter);
    // The left side decides, before the right is looked at: numbers are added, a path stays a path, the rest is text.
    case "+": {
      const left = interpreter.evaluate(expr.left, scope);
      const first = isNumber(left) || left.kind === "path" ? left : coerceToString(left, "path", interpreter.context);
      if (first.kind === "unknown") return first;
      return plus(left, first, interpreter.evaluate(expr.right, scope), interpreter.context);
    }
    // Nix has these as `<` with its sides exchanged, and so it looks at the right side first.
    case ">":
    case "<=": {
      const right = interpreter.evaluate(expr.right, scope);
      const left = stops(right) ? right : interpreter.evaluate(expr.left, scope);
      if (stops(right) || stops(left)) return stops(right) ? right : right.kind === "unknown" ? right : left;
      return strict(operator, left, right, interpreter);
    }
    default: {
      const left = interpreter.evaluate(expr.left, scope);
      if (stops(left)) return left;
      const right = interpreter.evaluate(expr.right, scope);
      // Both are looked at before either is judged.
      if (operator !== "//" && operator !== "++" && stops(right)) return left.kind === "unknown" ? left : right;
      return strict(operator, left, right, interpreter);
    }
  }
}

/** The boolean of a condition; unknown for anything else. */
export function truthOf(value: Value): boolean | UnknownValue {
  if (value.kind === "bool") return value.value;
  return value.kind === "unknown" ? value : failed("type", `a condition cannot be ${describe(value)}`);
}

/** `&&` is decided by one false side, `||` by one true side. */
function decideBy(deciding: boolean, left: Expr, right: Expr, scope: Scope, interpreter: Interpreter): Value {
  return either(
    deciding,
    truthOf(interpreter.evaluate(left, scope)),
    () => truthOf(interpreter.evaluate(right, scope)),
    interpreter,
  );
}

/** `a -> b` is `!a || b`. */
function implication(expr: BinaryExpr, scope: Scope, interpreter: Interpreter): Value {
  const premise = truthOf(interpreter.evaluate(expr.left, scope));
  const negated = typeof premise === "boolean" ? !premise : premise;
  return either(true, negated, () => truthOf(interpreter.evaluate(expr.right, scope)), interpreter);
}

function either(
  deciding: boolean,
  left: boolean | UnknownValue,
  right: () => boolean | UnknownValue,
  interpreter: Interpreter,
): Value {
  if (typeof left === "boolean") {
    if (left === deciding) return bool(deciding);
    const other = right();
    return typeof other === "boolean" ? bool(other) : other;
  }
  if (left.failure !== undefined) return left;
  return interpreter.budget.attempt(right) === deciding ? bool(deciding) : left;
}

type StrictOperator = Exclude<BinaryOperator, "&&" | "||" | "->" | "+">;

function strict(operator: StrictOperator, left: Value, right: Value, interpreter: Interpreter): Value {
  const { context } = interpreter;
  switch (operator) {
    case "==":
      return truth(equalValues(left, right, context), (equal) => equal);
    case "!=":
      return truth(equalValues(left, right, context), (equal) => !equal);
    case "<":
      return truth(compareValues(left, right, context), (order) => order < 0);
    case "<=":
      return truth(compareValues(left, right, context), (order) => order <= 0);
    case ">":
      return truth(compareValues(left, right, context), (order) => order > 0);
    case ">=":
      return truth(compareValues(left, right, context), (order) => order >= 0);
    case "-":
    case "*":
    case "/":
      return arithmetic(operator, left, right);
    case "//":
      return interpreter.budget.tick(sizeOf(left) + sizeOf(right)) ?? mergeAttrs(left, right);
    case "++":
      return interpreter.budget.tick(sizeOf(left) + sizeOf(right)) ?? concatLists([left, right]);
    default:
      return operator satisfies never;
  }
}

function truth<T extends boolean | number>(result: T | UnknownValue, decide: (result: T) => boolean): Value {
  return typeof result === "object" ? result : bool(decide(result));
}

/** What copying a list or set costs. */
function sizeOf(value: Value): number {
  if (value.kind === "list") return value.items.length;
  return value.kind === "attrs" ? value.attributes.size : 0;
}

/** `first` is `left` as text, where it is neither number nor path. */
function plus(left: Value, first: Value, right: Value, context: EvalContext): Value {
  if (isNumber(first)) return arithmetic("+", first, right);
  const suffix = coerceToString(right, left.kind === "string" ? "interpolation" : "path", context);
  if (suffix.kind === "unknown") return suffix;
  const text = (first.kind === "path" ? first.path : first.kind === "string" ? first.value : "") + suffix.value;
  if (text.length > MAX_TEXT) return unknown("the text becomes too long");
  return first.kind === "path" ? pathValue(normalizePath(text)) : string(text);
}

function arithmetic(operator: "+" | "-" | "*" | "/", left: Value, right: Value): Value {
  if (left.kind === "unknown") return left;
  if (right.kind === "unknown") return right;
  if (left.kind === "int" && right.kind === "int") return exact(operator, left, right);
  if (isNumber(left) && isNumber(right)) return rounded(operator, Number(left.value), Number(right.value));
  return failed("type", `\`${operator}\` needs numbers, here is ${describe(isNumber(left) ? right : left)}`);
}

function exact(operator: "+" | "-" | "*" | "/", left: IntValue, right: IntValue): Value {
  const [a, b] = [left.value, right.value];
  switch (operator) {
    case "+":
      return int(a + b);
    case "-":
      return int(a - b);
    case "*":
      return int(a * b);
    case "/":
      if (b === 0n) return failed("value", "division by zero");
      return b === -1n && int(-a).kind === "unknown"
        ? failed("value", "the quotient does not fit in 64 bits")
        : int(a / b);
    default:
      return operator satisfies never;
  }
}

function rounded(operator: "+" | "-" | "*" | "/", a: number, b: number): Value {
  switch (operator) {
    case "+":
      return float(a + b);
    case "-":
      return float(a - b);
    case "*":
      return float(a * b);
    case "/":
      return b === 0 ? failed("value", "division by zero") : float(a / b);
    default:
      return operator satisfies never;
  }
}
