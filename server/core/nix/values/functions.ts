/** Functions written in Nix: binding arguments to names, and calls. */
import type { Location } from "../../text/span.ts";
import type { ApplyExpr, Formals, LambdaExpr } from "../syntax/ast.ts";
import { type Interpreter, placed, placeOf } from "./interpreter.ts";
import { bindingScope, type Scope } from "./scope.ts";
import { describe, selectAttribute } from "./select.ts";
import { type AttrsValue, known, type Thunk, type UnknownValue, unknown, type Value } from "./value.ts";

export function evaluateLambda(expr: LambdaExpr, scope: Scope, interpreter: Interpreter): Value {
  return {
    kind: "function",
    at: placeOf(expr.span, scope),
    formals: expr.formals && formalsOf(expr.formals),
    call: (argument) => interpreter.context.deeper(() => callLambda(expr, scope, argument, interpreter)),
  };
}

function formalsOf(formals: Formals): ReadonlyMap<string, { readonly optional: boolean }> {
  return new Map(
    formals.formals.map(({ name, default: fallback }) => [name.name, { optional: fallback !== undefined }]),
  );
}

function callLambda(expr: LambdaExpr, scope: Scope, argument: Thunk, interpreter: Interpreter): Value {
  const names = new Map<string, Thunk>();
  const inner = bindingScope(scope, names);
  if (expr.parameter) names.set(expr.parameter.name, argument);
  if (expr.formals) {
    const refused = bindFormals(expr.formals, argument.force(), names, inner, interpreter);
    if (refused) return refused;
  }
  return interpreter.evaluate(expr.body, inner);
}

/** Gives every formal argument its value; what is returned is why Nix would refuse the call. */
function bindFormals(
  formals: Formals,
  argument: Value,
  names: Map<string, Thunk>,
  inner: Scope,
  interpreter: Interpreter,
): UnknownValue | undefined {
  if (argument.kind !== "attrs" && argument.kind !== "unknown") {
    return unknown(`the function needs a set, it is given ${describe(argument)}`);
  }
  for (const formal of formals.formals) {
    const { name } = formal.name;
    const selection = selectAttribute(argument, name);
    const mayTakeDefault = selection.kind === "absent" || isLeftOut(name, argument, interpreter);
    if (selection.kind === "found") names.set(name, selection.attribute.thunk);
    else if (mayTakeDefault && formal.default) names.set(name, interpreter.delay(formal.default, inner, name));
    else if (selection.kind === "unknown") names.set(name, known(selection.unknown));
    else return unknown(`the argument \`${name}\` is not given`, placeOf(formal.span, inner));
  }
  const takesAll = formals.ellipsis || interpreter.isRootArgument(argument);
  return takesAll || argument.kind === "unknown" ? undefined : unexpected(formals, argument);
}

function isLeftOut(name: string, argument: Value, interpreter: Interpreter): boolean {
  return argument.kind === "attrs" && !argument.attributes.has(name) && interpreter.isRootArgument(argument);
}

function unexpected(formals: Formals, argument: AttrsValue): UnknownValue | undefined {
  const accepted = new Set(formals.formals.map(({ name }) => name.name));
  for (const [name, attribute] of argument.attributes) {
    if (attribute.certain && !accepted.has(name)) return unknown(`the argument \`${name}\` is not expected`);
  }
  return undefined;
}

export function evaluateApply(expr: ApplyExpr, scope: Scope, interpreter: Interpreter): Value {
  const fn = interpreter.evaluate(expr.function, scope);
  if (fn.kind === "unknown") return fn;
  return applyValue(fn, interpreter.delay(expr.argument, scope), placeOf(expr.span, scope), interpreter);
}

/** Calls a function, or a set through its `__functor`. */
export function applyValue(fn: Value, argument: Thunk, at: Location | undefined, interpreter: Interpreter): Value {
  if (fn.kind === "function") return placed(fn.call(argument, at), at);
  if (fn.kind === "unknown") return fn;
  const functor = selectAttribute(fn, "__functor");
  if (functor.kind === "unknown") return functor.unknown;
  if (functor.kind === "absent") return unknown(`${describe(fn)} is called like a function`, at);
  const method = functor.attribute.thunk.force();
  return interpreter.context.deeper(() => {
    const bound = applyValue(method, known(fn), at, interpreter);
    return applyValue(bound, argument, at, interpreter);
  });
}
