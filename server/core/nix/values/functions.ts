/** Functions written in Nix: binding arguments to names, and calls. */
import type { Location } from "../../text/span.ts";
import type { Formals, LambdaExpr } from "../syntax/ast.ts";
import { type Interpreter, placed, placeOf } from "./interpreter.ts";
import { bindingScope, parameterScope, type Scope } from "./scope.ts";
import { describe, selectAttribute } from "./select.ts";
import { DelayedExpr } from "./thunk.ts";
import {
  type AttrsValue,
  type Closure,
  type FunctionValue,
  failed,
  known,
  type Thunk,
  type UnknownValue,
  type Value,
} from "./value.ts";

export function evaluateLambda(expr: LambdaExpr, scope: Scope, interpreter: Interpreter): FunctionValue {
  const closure: Closure = { expr, scope };
  return {
    kind: "function",
    at: placeOf(expr.span, scope),
    formals: expr.formals && formalsOf(expr.formals),
    closure,
    call(argument) {
      const inner = enterFunction(closure, argument, interpreter);
      return isRefused(inner) ? inner : interpreter.evaluate(expr.body, inner);
    },
  };
}

const formalNames = new WeakMap<Formals, ReadonlyMap<string, { readonly optional: boolean }>>();

function formalsOf(formals: Formals): ReadonlyMap<string, { readonly optional: boolean }> {
  const made = formalNames.get(formals);
  if (made) return made;
  const names = new Map(
    formals.formals.map(({ name, default: fallback }) => [name.name, { optional: fallback !== undefined }]),
  );
  formalNames.set(formals, names);
  return names;
}

/** The scope of a function's body with the argument bound, or why Nix would refuse the call. */
export function enterFunction(closure: Closure, argument: Thunk, interpreter: Interpreter): Scope | UnknownValue {
  const { expr, scope } = closure;
  if (!expr.formals) {
    return expr.parameter ? parameterScope(scope, expr.parameter.name, argument) : scope;
  }
  const names = new Map<string, Thunk>();
  const inner = bindingScope(scope, names);
  if (expr.parameter) names.set(expr.parameter.name, argument);
  return bindFormals(expr.formals, argument.force(), names, inner, interpreter) ?? inner;
}

export function isRefused(entered: Scope | UnknownValue): entered is UnknownValue {
  return "kind" in entered;
}

/** Gives every formal argument its value; what is returned is why Nix would refuse the call. */
function bindFormals(
  formals: Formals,
  argument: Value,
  names: Map<string, Thunk>,
  inner: Scope,
  interpreter: Interpreter,
): UnknownValue | undefined {
  if (argument.kind === "unknown" && argument.failure !== undefined) return argument;
  if (argument.kind !== "attrs" && argument.kind !== "unknown") {
    return failed("type", `the function needs a set, it is given ${describe(argument)}`);
  }
  for (const formal of formals.formals) {
    const { name } = formal.name;
    const selection = selectAttribute(argument, name);
    const mayTakeDefault = selection.kind === "absent" || isLeftOut(name, argument, interpreter);
    if (selection.kind === "found") names.set(name, selection.attribute.thunk);
    else if (mayTakeDefault && formal.default)
      names.set(name, new DelayedExpr(formal.default, inner, interpreter, name));
    else if (selection.kind === "unknown") names.set(name, known(selection.unknown));
    else return failed("arguments", `the argument \`${name}\` is not given`, placeOf(formal.span, inner));
  }
  const takesAll = formals.ellipsis || interpreter.isRootArgument(argument);
  return takesAll || argument.kind === "unknown" ? undefined : unexpected(formals, argument);
}

function isLeftOut(name: string, argument: Value, interpreter: Interpreter): boolean {
  return argument.kind === "attrs" && !argument.attributes.has(name) && interpreter.isRootArgument(argument);
}

function unexpected(formals: Formals, argument: AttrsValue): UnknownValue | undefined {
  const accepted = formalsOf(formals);
  for (const [name, attribute] of argument.attributes) {
    if (attribute.certain && !accepted.has(name)) {
      return failed("arguments", `the argument \`${name}\` is not expected`);
    }
  }
  return undefined;
}

/** Calls a function, or a set through its `__functor`. */
export function applyValue(fn: Value, argument: Thunk, at: Location | undefined, interpreter: Interpreter): Value {
  if (fn.kind === "function") return placed(fn.call(argument, at), at);
  if (fn.kind === "unknown") return fn;
  const functor = selectAttribute(fn, "__functor");
  if (functor.kind === "unknown") return functor.unknown;
  if (functor.kind === "absent") return failed("type", `${describe(fn)} is called like a function`, at);
  const method = functor.attribute.thunk.force();
  return interpreter.context.deeper(() => {
    const bound = applyValue(method, known(fn), at, interpreter);
    return applyValue(bound, argument, at, interpreter);
  });
}
