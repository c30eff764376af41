/** How native functions are written down: a name, and what they do with one, two, three or four arguments. */
import type { Location } from "../../../text/span.ts";
import type { BuiltinDefinition, EvalContext } from "../context.ts";
import { builtinFunction, MISSING } from "../make.ts";
import { known, type Thunk, unknown, type Value } from "../value.ts";

/** One call of a native function. */
export interface Call {
  readonly context: EvalContext;
  /** The call as the user wrote it. */
  readonly at: Location | undefined;
  /** Calls a function of the user's. */
  apply(fn: Thunk, ...args: readonly Thunk[]): Value;
  /** The same, on first use. */
  applied(fn: Thunk, ...args: readonly Thunk[]): Thunk;
}

function callOf(context: EvalContext, at: Location | undefined): Call {
  return {
    context,
    at,
    apply: (fn, ...args) => context.apply(fn.force(), args, at),
    applied: (fn, ...args) => context.delay(() => context.apply(fn.force(), args, at)),
  };
}

export function unary(name: string, body: (a: Thunk, call: Call) => Value): BuiltinDefinition {
  return { name, arity: 1, call: ([a = MISSING], context, at) => body(a, callOf(context, at)) };
}

export function binary(name: string, body: (a: Thunk, b: Thunk, call: Call) => Value): BuiltinDefinition {
  return { name, arity: 2, call: ([a = MISSING, b = MISSING], context, at) => body(a, b, callOf(context, at)) };
}

export function ternary(name: string, body: (a: Thunk, b: Thunk, c: Thunk, call: Call) => Value): BuiltinDefinition {
  return {
    name,
    arity: 3,
    call: ([a = MISSING, b = MISSING, c = MISSING], context, at) => body(a, b, c, callOf(context, at)),
  };
}

export function quaternary(
  name: string,
  body: (a: Thunk, b: Thunk, c: Thunk, d: Thunk, call: Call) => Value,
): BuiltinDefinition {
  return {
    name,
    arity: 4,
    call: ([a = MISSING, b = MISSING, c = MISSING, d = MISSING], context, at) => body(a, b, c, d, callOf(context, at)),
  };
}

/** The same function under another name. */
export function renamed(definition: BuiltinDefinition, name: string): BuiltinDefinition {
  return { ...definition, name };
}

/** A function that Nix has and we do not evaluate: its result depends on the machine, the network or the store. */
export function unknowable(name: string, arity: number, why: string): BuiltinDefinition {
  return { name, arity, call: () => unknown(why) };
}

/** A function of our own as a value: what a native function puts into a set or hands to a callback. */
export function functionThunk(call: Call, definition: BuiltinDefinition): Thunk {
  return known(builtinFunction(definition, call.context));
}
