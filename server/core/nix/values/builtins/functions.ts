/** Functions about functions: arguments, composition, functions as sets. */
import type { BuiltinDefinition } from "../context.ts";
import { attribute, attrs, attrsOf, bool, int } from "../make.ts";
import { selectAttribute } from "../select.ts";
import { known, type Thunk, type Value } from "../value.ts";
import { answerOf, answerValue, attributeOr, decide, notA, opposite, withList } from "./arguments.ts";
import { binary, type Call, functionThunk, ternary, unary } from "./define.ts";
import { foldSteps } from "./list-folding.ts";
import { isCallable } from "./types.ts";

/** Argument names of a function; true where it has a default. */
function functionArgs(value: Value): Value {
  if (value.kind !== "function") return notA("a function", value);
  const formals = [...(value.formals ?? [])].map(
    ([name, { optional }]) => [name, attribute(name, known(bool(optional)))] as const,
  );
  return attrsOf(new Map(formals), undefined);
}

/** The same for a set that can be called, which may say its arguments itself. */
export function callableArgs(thunk: Thunk, call: Call): Value {
  const value = thunk.force();
  const functor = selectAttribute(value, "__functor");
  if (functor.kind === "unknown") return functor.unknown;
  if (functor.kind === "absent") return functionArgs(value);
  return attributeOr(value, "__functionArgs", () => functionArgs(call.apply(functor.attribute.thunk, thunk)));
}

/** A set that is called like `fn` and says that it has other arguments. */
export function callable(fn: Thunk, args: Thunk, call: Call): Value {
  return attrs([
    [
      "__functor",
      functionThunk(
        call,
        unary("__functor", () => fn.force()),
      ),
    ],
    ["__functionArgs", args],
  ]);
}

/** A function that says it has the arguments of `fn`. */
export function mirrored(fn: Thunk, other: Thunk, call: Call): Value {
  const args = call.context.lazy(() => callableArgs(fn, call));
  return callable(other, args, call);
}

const argsOfFunction = unary("functionArgs", (fn) => functionArgs(fn.force()));

export const builtins: readonly BuiltinDefinition[] = [argsOfFunction];

export const lib: readonly BuiltinDefinition[] = [
  unary("functionArgs", callableArgs),
  unary("id", (value) => value.force()),
  binary("const", (value) => value.force()),
  ternary("flip", (fn, a, b, call) => call.apply(fn, b, a)),
  binary("pipe", (start, functions, call) =>
    withList(functions, (fns) => foldSteps(start, fns.items, (value, fn) => call.apply(fn, value))),
  ),
  binary("setFunctionArgs", (fn, args, call) => callable(fn, args, call)),
  binary("mirrorFunctionArgs", mirrored),
  binary("defaultTo", (fallback, thunk) => {
    const value = thunk.force();
    return value.kind === "null" ? fallback.force() : value;
  }),
  binary("mapNullable", (fn, thunk, call) => {
    const value = thunk.force();
    return value.kind === "null" || value.kind === "unknown" ? value : call.apply(fn, thunk);
  }),
  unary("toFunction", (thunk, call) =>
    decide(
      call.context.lazy(() => isCallable(thunk, call)),
      () => thunk.force(),
      () =>
        functionThunk(
          call,
          unary("constant", () => thunk.force()),
        ).force(),
      (why) => why,
    ),
  ),
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
  binary("xor", (a, b) =>
    decide(
      a,
      () => answerValue(opposite(answerOf(b.force()))),
      () => answerValue(answerOf(b.force())),
      (why) => why,
    ),
  ),
  {
    name: "splitByAndCompare",
    arity: 5,
    call: ([test, yes, no, a, b], context, at) => {
      if (!test || !yes || !no || !a || !b) return notA("five arguments", bool(false));
      const passes = (thunk: Thunk) => known(context.apply(test.force(), [thunk], at));
      const compareWith = (fn: Thunk) => context.apply(fn.force(), [a, b], at);
      return decide(
        passes(a),
        () =>
          decide(
            passes(b),
            () => compareWith(yes),
            () => int(-1),
            (why) => why,
          ),
        () =>
          decide(
            passes(b),
            () => int(1),
            () => compareWith(no),
            (why) => why,
          ),
        (why) => why,
      );
    },
  },
];
