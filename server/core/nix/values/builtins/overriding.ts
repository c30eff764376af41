/** Results that remember how they were made: `override`, and calls that take their arguments from a package set. */
import type { BuiltinDefinition } from "../context.ts";
import { attribute, attrs, attrsOf } from "../make.ts";
import { mergeAttrs } from "../merge.ts";
import { attributeValue, selectAttribute } from "../select.ts";
import { type AttrsValue, failed, known, type Thunk, unknown, type Value } from "../value.ts";
import { answerOf, decide, hasAttribute, notA, withAttrs } from "./arguments.ts";
import { mapAttributes } from "./attrs-access.ts";
import { intersect } from "./attrs-merging.ts";
import { binary, type Call, functionThunk, ternary, unary } from "./define.ts";
import { throws } from "./errors.ts";
import { callable, callableArgs, mirrored } from "./functions.ts";
import { isCallable, typeIs } from "./types.ts";

/** Calls `fn`, and gives the result functions that call it again with other arguments. */
function overridable(fn: Thunk, args: Thunk, call: Call): Value {
  const result = call.apply(fn, args);
  const override = call.context.lazy(() => mirrored(fn, overrideFunction(fn, args, call), call));
  if (result.kind === "attrs") {
    const overrideDerivation = unary("overrideDerivation", () => unknown("derivations are not built"));
    const added = attrs([
      ["override", override],
      ["overrideDerivation", functionThunk(call, overrideDerivation)],
    ]);
    return mergeAttrs(mergeAttrs(result, added), overrideAttrs(result, fn, args, call));
  }
  if (result.kind === "unknown" || answerOf(isCallable(known(result), call)) !== true) return result;
  const argsOf = call.context.lazy(() => callableArgs(known(result), call));
  return mergeAttrs(callable(known(result), argsOf, call), attrs([["override", override]]));
}

/** New arguments over the old, or a function that makes them of the old. */
function overrideFunction(fn: Thunk, args: Thunk, call: Call): Thunk {
  return functionThunk(
    call,
    unary("override", (given, inner) => {
      const next = inner.context.lazy(() => {
        const isFunction = answerOf(isCallable(given, inner));
        if (typeof isFunction !== "boolean") return mergeAttrs(args.force(), isFunction);
        return mergeAttrs(args.force(), isFunction ? inner.apply(given, args) : given.force());
      });
      return overridable(fn, next, inner);
    }),
  );
}

/** `overrideAttrs` of a result that has one: the same over every later call. */
function overrideAttrs(result: AttrsValue, fn: Thunk, args: Thunk, call: Call): Value {
  const there = hasAttribute(result, "overrideAttrs");
  if (there === false) return attrs([]);
  const definition = unary("overrideAttrs", (change, inner) => {
    const changed = unary("changed", (given, deeper) =>
      deeper.apply(known(attributeValue(deeper.apply(fn, given), "overrideAttrs")), change),
    );
    return overridable(known(mirrored(fn, functionThunk(inner, changed), inner)), args, inner);
  });
  const added = attribute("overrideAttrs", functionThunk(call, definition), there === true);
  return attrsOf(new Map([["overrideAttrs", added]]), undefined);
}

/** `makeOverridable f`; of a set that can be called, what else is in it stays. */
function makeOverridable(fn: Thunk, call: Call): Value {
  const value = fn.force();
  if (value.kind === "unknown") return value;
  const calling = functionThunk(
    call,
    unary("overridable", (args, inner) => overridable(fn, args, inner)),
  );
  const made = mirrored(fn, calling, call);
  if (value.kind !== "attrs") return made;
  const merged = mergeAttrs(value, made);
  const there = hasAttribute(value, "override");
  if (there === false) return merged;
  const override = unary("override", (change, inner) => {
    const changed = inner.context.lazy(() => inner.apply(known(attributeValue(value, "override")), change));
    return makeOverridable(changed, inner);
  });
  const added = attribute("override", functionThunk(call, override), there === true);
  return mergeAttrs(merged, attrsOf(new Map([["override", added]]), undefined));
}

/** A function, or the file of one. */
function functionOf(thunk: Thunk, call: Call): Thunk {
  return call.context.lazy(() =>
    decide(
      known(isCallable(thunk, call)),
      () => thunk.force(),
      () => {
        const value = thunk.force();
        return value.kind === "path"
          ? call.context.importFile(value.path, call.at)
          : unknown("what is called is no path of the workspace", call.at);
      },
      (why) => why,
    ),
  );
}

/** The arguments that a function takes from a set, under those that are given. */
function autoArguments(fn: Thunk, auto: Thunk, args: Thunk, call: Call): Value {
  const wanted = callableArgs(fn, call);
  if (wanted.kind !== "attrs") return notA("a set", wanted);
  const from = auto.force();
  // A set of which nothing is known may have every argument.
  const taken = from.kind === "unknown" ? attrsOf(new Map(), from) : intersected(wanted, from);
  return mergeAttrs(taken, args.force());
}

function intersected(wanted: AttrsValue, from: Value): Value {
  return from.kind === "attrs" ? intersect(wanted, from) : notA("a set", from);
}

/** An argument without default that nobody gives. */
function missingArgument(fn: Thunk, args: AttrsValue, call: Call): string | undefined {
  const wanted = callableArgs(fn, call);
  if (wanted.kind !== "attrs") return undefined;
  return [...wanted.attributes.values()].find(
    ({ name, thunk }) => answerOf(thunk.force()) === false && selectAttribute(args, name).kind === "absent",
  )?.name;
}

function callPackage(auto: Thunk, target: Thunk, given: Thunk, call: Call): Value {
  const fn = functionOf(target, call);
  const args = autoArguments(fn, auto, given, call);
  if (args.kind !== "attrs") return args;
  const missing = missingArgument(fn, args, call);
  if (missing !== undefined) return failed("abort", `the argument \`${missing}\` is not given`, call.at);
  return call.apply(known(makeOverridable(fn, call)), known(args));
}

function callPackages(auto: Thunk, target: Thunk, given: Thunk, call: Call): Value {
  const fn = functionOf(target, call);
  const args = call.context.lazy(() => autoArguments(fn, auto, given, call));
  const packages = call.apply(fn, args);
  return withAttrs(known(packages), (set) =>
    decide(
      known(typeIs(known(set), "type", "derivation")),
      () => throws("callPackages was called on a single derivation", call),
      () =>
        mapAttributes(set, (name) =>
          call.context.lazy(() => {
            const member = unary("member", (next, inner) => {
              const text = name.force();
              return text.kind === "string" ? attributeValue(inner.apply(fn, next), text.value) : text;
            });
            return overridable(known(mirrored(fn, functionThunk(call, member), call)), args, call);
          }),
        ),
      (why) => why,
    ),
  );
}

export const lib: readonly BuiltinDefinition[] = [
  unary("makeOverridable", makeOverridable),
  ternary("callPackageWith", callPackage),
  ternary("callPackagesWith", callPackages),
  binary("overrideDerivation", () => unknown("derivations are not built")),
];
