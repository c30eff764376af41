/** `a.b.c`, `a.b or c` and `a ? b.c`. */
import type { AttrName, AttrPath, HasAttrExpr, SelectExpr } from "../syntax/ast.ts";
import { nameExpr, staticName } from "./binding-plan.ts";
import type { Interpreter } from "./interpreter.ts";
import { bool } from "./make.ts";
import type { Scope } from "./scope.ts";
import { describe, type Selection, selectAttribute } from "./select.ts";
import { failed, type UnknownValue, type Value } from "./value.ts";

export function evaluateSelect(expr: SelectExpr, scope: Scope, interpreter: Interpreter): Value {
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
  return value.kind === "attrs"
    ? failed("missing-attribute", `${attribute} is missing`)
    : failed("type", `${attribute} is taken from ${describe(value)}, not from a set`);
}

/** One step along an attribute path. */
function follow(value: Value, component: AttrName, scope: Scope, interpreter: Interpreter): Selection {
  if (value.kind === "unknown") return { kind: "unknown", unknown: value };
  const name = staticName(component);
  if (name !== undefined) return selectAttribute(value, name);
  const computed = interpreter.evaluate(nameExpr(component), scope);
  if (computed.kind === "string") return selectAttribute(value, computed.value);
  const why = computed.kind === "unknown" ? computed : failed("type", `a name cannot be ${describe(computed)}`);
  return { kind: "unknown", unknown: why };
}

export function evaluateHasAttr(expr: HasAttrExpr, scope: Scope, interpreter: Interpreter): Value {
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
