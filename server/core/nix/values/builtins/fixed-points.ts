/** Values that are defined by themselves: fixed points, and sets that overlays extend. */
import type { BuiltinDefinition, EvalContext } from "../context.ts";
import { equalValues } from "../equality.ts";
import { attrs, builtinFunction, string } from "../make.ts";
import { mergeAttrs } from "../merge.ts";
import { type AttrsValue, known, stops, type Thunk, unknown, type Value } from "../value.ts";
import { answerOf, notA, withItems } from "./arguments.ts";
import { binary, type Call, functionThunk, quaternary, ternary, unary } from "./define.ts";
import { isCallable } from "./types.ts";

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

/** `prev // overlay final prev` where `prev = f final` */
export function extend(overlay: Thunk, fn: Thunk, final: Thunk, call: Call): Value {
  const before = call.applied(fn, final);
  const old = before.force();
  return stops(old) ? old : mergeAttrs(old, call.apply(overlay, final, before));
}

/** `f final prev // g final (prev // f final prev)` */
function composed(f: Thunk, g: Thunk, final: Thunk, before: Thunk, call: Call): Value {
  const first = call.applied(f, final, before);
  const between = call.context.lazy(() => mergeAttrs(before.force(), first.force()));
  return mergeAttrs(first.force(), call.apply(g, final, between));
}

/** Every overlay sees what those before it made. */
function composedMany(overlays: readonly Thunk[], call: Call): Value {
  const none = functionThunk(
    call,
    binary("overlay", () => attrs([])),
  );
  return overlays
    .reduceRight<Thunk>(
      (after, overlay) =>
        functionThunk(
          call,
          binary("overlay", (final, before, inner) => composed(overlay, after, final, before, inner)),
        ),
      none,
    )
    .force();
}

/** A set with a function in it, under `extender`, that makes the set anew with an overlay. */
function extensible(extender: Thunk, fn: Thunk, call: Call): Value {
  const name = extender.force();
  if (name.kind !== "string") return notA("a name", name);
  const extended = functionThunk(
    call,
    unary(name.value, (overlay, inner) => {
      const next = functionThunk(
        inner,
        unary("extends", (final, deeper) => extend(overlay, fn, final, deeper)),
      );
      return extensible(extender, next, inner);
    }),
  );
  const withExtender = functionThunk(
    call,
    unary("extensible", (self, inner) => mergeAttrs(inner.apply(fn, self), attrs([[name.value, extended]]))),
  );
  return fix(withExtender, call, (value) => mergeAttrs(value, attrs([["__unfix__", withExtender]])));
}

/** What is no function is what the overlay gives; a function of one argument is given the set before. */
function overlayOf(thunk: Thunk, final: Thunk, before: Thunk, call: Call): Value {
  const isFunction = answerOf(isCallable(thunk, call));
  if (isFunction !== true) return isFunction === false ? thunk.force() : isFunction;
  const given = call.applied(thunk, before);
  const isCurried = answerOf(isCallable(given, call));
  if (isCurried !== true) return isCurried === false ? given.force() : isCurried;
  return call.apply(thunk, final, before);
}

export const lib: readonly BuiltinDefinition[] = [
  unary("fix", (fn, call) => fix(fn, call)),
  unary("fix'", (fn, call) => fix(fn, call, (value) => mergeAttrs(value, attrs([["__unfix__", fn]])))),
  binary("converge", converge),
  ternary("extends", extend),
  quaternary("composeExtensions", composed),
  unary("composeManyExtensions", (overlays, call) => withItems(overlays, (thunks) => composedMany(thunks, call))),
  unary("makeExtensible", (fn, call) => extensible(known(string("extend")), fn, call)),
  binary("makeExtensibleWithCustomName", extensible),
  ternary("toExtension", overlayOf),
];

/**
 * `lib` with `lib.extend`, which gives a `lib` with further members. Our functions do not look at what an overlay changes
 * of theirs: nobody replaces those.
 */
export function extensibleLib(base: AttrsValue, context: EvalContext): Value {
  const extendLib = unary("extend", (overlay, call) => {
    const start = functionThunk(
      call,
      unary("lib", () => base),
    );
    const next = functionThunk(
      call,
      unary("extends", (final, inner) => extend(overlay, start, final, inner)),
    );
    return extensible(known(string("extend")), next, call);
  });
  return mergeAttrs(base, attrs([["extend", known(builtinFunction(extendLib, context))]]));
}
