/** Functions about functions. */

import { equalValues } from "../equality.ts";
import { attribute, attrs, attrsOf, bool, nativeFunction } from "../make.ts";
import { mergeAttrs } from "../merge.ts";
import { describe, selectAttribute } from "../select.ts";
import { known, type Thunk, unknown, type Value } from "../value.ts";
import { answerOf, answerValue, decide, opposite, withItems } from "./arguments.ts";
import { binary, type Call, quaternary, ternary, unary } from "./define.ts";

/** `x = f x` */
function fix(fn: Thunk, call: Call, change: (value: Value) => Value = (value) => value): Value {
  const self: Thunk = call.context.lazy(() => change(call.apply(fn, self)));
  return self.force();
}

/** Longest way to a fixed point that is gone. */
const MAX_ROUNDS = 1000;

function converge(fn: Thunk, start: Thunk, call: Call): Value {
  let current = start;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const next = call.apply(fn, current);
    const same = equalValues(next, current.force(), call.context);
    if (typeof same !== "boolean") return same;
    if (same) return current.force();
    current = known(next);
  }
  return unknown("the evaluation takes too long");
}

/** Argument names of a function; true where it has a default. */
function functionArgs(value: Value): Value {
  if (value.kind === "unknown") return value;
  if (value.kind !== "function") return unknown(`a function is needed, here is ${describe(value)}`);
  const formals = [...(value.formals ?? [])].map(
    ([name, { optional }]) => [name, attribute(name, known(bool(optional)))] as const,
  );
  return attrsOf(new Map(formals), undefined);
}

/** The same for a set that can be called, which may say its arguments itself. */
function callableArgs(thunk: Thunk, call: Call): Value {
  const value = thunk.force();
  const functor = selectAttribute(value, "__functor");
  if (functor.kind === "unknown") return functor.unknown;
  if (functor.kind === "absent") return functionArgs(value);
  const said = selectAttribute(value, "__functionArgs");
  if (said.kind === "unknown") return said.unknown;
  return said.kind === "found"
    ? said.attribute.thunk.force()
    : functionArgs(call.apply(functor.attribute.thunk, thunk));
}

/** A set that is called like `fn` and says that it has other arguments. */
function callable(fn: Thunk, args: Thunk, call: Call): Value {
  return attrs([
    ["__functor", known(nativeFunction("__functor", call.context, () => fn.force()))],
    ["__functionArgs", args],
  ]);
}

/** `prev // overlay final prev` where `prev = f final` */
function extend(overlay: Thunk, fn: Thunk, final: Thunk, call: Call): Value {
  const before = call.applied(fn, final);
  return mergeAttrs(before.force(), call.apply(overlay, final, before));
}

/** `f final prev // g final (prev // f final prev)` */
function composed(f: Thunk, g: Thunk, final: Thunk, before: Thunk, call: Call): Value {
  const first = call.applied(f, final, before);
  const between = call.context.lazy(() => mergeAttrs(before.force(), first.force()));
  return mergeAttrs(first.force(), call.apply(g, final, between));
}

const argsOfFunction = unary("functionArgs", (fn) => functionArgs(fn.force()));

export const builtins = [argsOfFunction];

export const lib = [
  unary("functionArgs", callableArgs),
  unary("id", (value) => value.force()),
  binary("const", (value) => value.force()),
  ternary("flip", (fn, a, b, call) => call.apply(fn, b, a)),
  binary("pipe", (start, functions, call) =>
    withItems(functions, (fns) => fns.reduce((value, fn) => known(call.apply(fn, value)), start).force()),
  ),
  unary("fix", (fn, call) => fix(fn, call)),
  unary("fix'", (fn, call) => fix(fn, call, (value) => mergeAttrs(value, attrs([["__unfix__", fn]])))),
  binary("converge", converge),
  ternary("extends", extend),
  quaternary("composeExtensions", (f, g, final, before, call) => composed(f, g, final, before, call)),
  binary("setFunctionArgs", (fn, args, call) => callable(fn, args, call)),
  binary("mirrorFunctionArgs", (fn, other, call) =>
    callable(
      other,
      call.context.lazy(() => callableArgs(fn, call)),
      call,
    ),
  ),
  binary("defaultTo", (fallback, thunk) => {
    const value = thunk.force();
    return value.kind === "null" ? fallback.force() : value;
  }),
  binary("mapNullable", (fn, thunk, call) => {
    const value = thunk.force();
    return value.kind === "null" || value.kind === "unknown" ? value : call.apply(fn, thunk);
  }),
  unary("toFunction", (thunk) => {
    const value = thunk.force();
    return value.kind === "function" ||
      value.kind === "unknown" ||
      selectAttribute(value, "__functor").kind !== "absent"
      ? value
      : unknown("the value is used as a constant function");
  }),
  binary("and", (a, b) =>
    decide(
      a,
      () => answerValue(answerOf(b.force())),
      () => bool(false),
      (why) => why,
    ),
  ),
  binary("or", (a, b) =>
    decide(
      a,
      () => bool(true),
      () => answerValue(answerOf(b.force())),
      (why) => why,
    ),
  ),
  binary("xor", (a, b) => {
    const right = answerOf(b.force());
    return decide(
      a,
      () => answerValue(opposite(right)),
      () => answerValue(right),
      (why) => why,
    );
  }),
];
