/** One expression: which part of the language it is, and the small parts themselves. */
import type { AttrName, AttrPath, Expr, HasAttrExpr, IfExpr, ListExpr, SelectExpr } from "../syntax/ast.ts";
import { nameExpr, staticName } from "./binding-plan.ts";
import { evaluateApply, evaluateLambda } from "./functions.ts";
import { type Interpreter, placed, placeOf } from "./interpreter.ts";
import { joinValues } from "./join.ts";
import { bool, float, int, list } from "./make.ts";
import { evaluateBinary, evaluateUnary, truthOf } from "./operators.ts";
import { lookUp, type Scope, withScope } from "./scope.ts";
import { describe, type Selection, selectAttribute } from "./select.ts";
import { evaluateLet, evaluateSet } from "./sets.ts";
import { evaluatePath, evaluateString } from "./texts.ts";
import { type UnknownValue, unknown, type Value } from "./value.ts";

/** The value of an expression, placed at the expression unless it comes from another one the user typed. */
export function evaluateExpr(expr: Expr, scope: Scope, interpreter: Interpreter): Value {
  const value = byKind(expr, scope, interpreter);
  return value.at ? value : placed(value, placeOf(expr.span, scope));
}

function byKind(expr: Expr, scope: Scope, interpreter: Interpreter): Value {
  switch (expr.kind) {
    case "identifier":
      return lookUp(scope, expr.name);
    case "int":
      return int(expr.value);
    case "float":
      return float(expr.value);
    case "string":
      return evaluateString(expr, scope, interpreter);
    case "path":
      return evaluatePath(expr, scope, interpreter);
    case "search-path":
      return interpreter.searchPath(expr.name, placeOf(expr.span, scope));
    case "list":
      return evaluateList(expr, scope, interpreter);
    case "attrset":
      return evaluateSet(expr, scope, interpreter);
    case "let":
      return evaluateLet(expr, scope, interpreter);
    case "with":
      return interpreter.evaluate(expr.body, withScope(scope, interpreter.delay(expr.environment, scope)));
    case "assert": {
      const holds = truthOf(interpreter.evaluate(expr.condition, scope));
      if (holds === true) return interpreter.evaluate(expr.body, scope);
      return holds === false ? unknown("an assertion does not hold", placeOf(expr.condition.span, scope)) : holds;
    }
    case "if":
      return evaluateIf(expr, scope, interpreter);
    case "lambda":
      return evaluateLambda(expr, scope, interpreter);
    case "apply":
      return evaluateApply(expr, scope, interpreter);
    case "select":
      return evaluateSelect(expr, scope, interpreter);
    case "has-attr":
      return evaluateHasAttr(expr, scope, interpreter);
    case "unary":
      return evaluateUnary(expr, scope, interpreter);
    case "binary":
      return evaluateBinary(expr, scope, interpreter);
    case "parenthesized":
      return interpreter.evaluate(expr.inner, scope);
    case "unsupported":
      return unknown(expr.why);
    default:
      return expr satisfies never;
  }
}

function evaluateList(expr: ListExpr, scope: Scope, interpreter: Interpreter): Value {
  return list(expr.elements.map((element) => interpreter.delay(element, scope)));
}

/** Where the condition is not known, what both branches have in common is. */
function evaluateIf(expr: IfExpr, scope: Scope, interpreter: Interpreter): Value {
  const condition = truthOf(interpreter.evaluate(expr.condition, scope));
  if (typeof condition === "boolean") {
    return interpreter.evaluate(condition ? expr.consequence : expr.alternative, scope);
  }
  const choice = { why: condition, at: placeOf(expr.span, scope) };
  return interpreter.budget.attempt(() =>
    joinValues(
      interpreter.evaluate(expr.consequence, scope),
      interpreter.evaluate(expr.alternative, scope),
      choice,
      interpreter.context,
    ),
  );
}

function evaluateSelect(expr: SelectExpr, scope: Scope, interpreter: Interpreter): Value {
  let value = interpreter.evaluate(expr.subject, scope);
  for (const component of expr.path) {
    const selection = follow(value, component, scope, interpreter);
    if (selection.kind === "unknown") return selection.unknown;
    if (selection.kind === "absent") {
      return expr.default ? interpreter.evaluate(expr.default, scope) : missing(value, component);
    }
    value = selection.attribute.thunk.force();
  }
  return value;
}

function missing(value: Value, component: AttrName): UnknownValue {
  const name = staticName(component);
  const attribute = name === undefined ? "the attribute" : `the attribute \`${name}\``;
  return unknown(
    value.kind === "attrs"
      ? `${attribute} is missing`
      : `${attribute} is taken from ${describe(value)}, not from a set`,
  );
}

/** One step along an attribute path. */
function follow(value: Value, component: AttrName, scope: Scope, interpreter: Interpreter): Selection {
  const name = staticName(component);
  if (name !== undefined) return selectAttribute(value, name);
  const computed = interpreter.evaluate(nameExpr(component), scope);
  if (computed.kind === "string") return selectAttribute(value, computed.value);
  const why = computed.kind === "unknown" ? computed : unknown(`a name cannot be ${describe(computed)}`);
  return { kind: "unknown", unknown: why };
}

function evaluateHasAttr(expr: HasAttrExpr, scope: Scope, interpreter: Interpreter): Value {
  const found = findAlong(interpreter.evaluate(expr.subject, scope), expr.path, scope, interpreter);
  return typeof found === "boolean" ? bool(found) : found;
}

function findAlong(subject: Value, path: AttrPath, scope: Scope, interpreter: Interpreter): boolean | UnknownValue {
  let value = subject;
  for (const [index, component] of path.entries()) {
    const selection = follow(value, component, scope, interpreter);
    if (selection.kind === "unknown") return selection.unknown;
    if (selection.kind === "absent") return false;
    if (index < path.length - 1) value = selection.attribute.thunk.force();
  }
  return true;
}
