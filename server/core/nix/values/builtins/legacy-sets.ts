/** Functions on sets that nixpkgs keeps for old configurations (`lib.misc`). */
import type { BuiltinDefinition, EvalContext } from "../context.ts";
import { attribute, attrs, attrsOf, bool, builtinFunction, item, list, nullValue, string } from "../make.ts";
import { concatLists, mergeAttrs } from "../merge.ts";
import { attributeValue, selectAttribute } from "../select.ts";
import { type Attribute, known, type Thunk, type Value } from "../value.ts";
import { attributeOr, decide, hasAttribute, notA, withAttrs, withString } from "./arguments.ts";
import { mapAttributes, removeNames } from "./attrs-access.ts";
import { binary, type Call, functionThunk, quaternary, ternary, unary } from "./define.ts";
import { throws } from "./errors.ts";
import { foldLeft } from "./list-folding.ts";
import { isElement } from "./list-search.ts";

/** A set, or the function that makes it of another. */
function argument(base: Thunk, next: Thunk, call: Call): Value {
  const value = next.force();
  return value.kind === "attrs" || value.kind === "unknown" ? value : call.apply(next, base);
}

/** What is left of a value that is switched off: nothing of its kind. */
function switchedOff(value: Value): Value {
  switch (value.kind) {
    case "list":
      return list([]);
    case "attrs":
      return attrs([]);
    case "bool":
      return bool(false);
    case "unknown":
      return value;
    default:
      return nullValue();
  }
}

function single(name: Thunk, value: Thunk): Value {
  return withString(name, (text) => attrs([[text, value]]));
}

/** `f` of both values wherever the second set has one; of its own value twice where the first has none. */
function mergeWith(combine: (a: Thunk, b: Thunk) => Value, first: Thunk, second: Thunk, call: Call): Value {
  return withAttrs(second, (set) => {
    const merged = mergeAttrs(set, first.force());
    if (merged.kind !== "attrs") return merged;
    return mapAttributes(merged, (name, thunk) =>
      call.context.lazy(() =>
        withString(name, (text) => {
          const own = selectAttribute(set, text);
          if (own.kind === "unknown") return own.unknown;
          return own.kind === "found" ? combine(thunk, own.attribute.thunk) : thunk.force();
        }),
      ),
    );
  });
}

function asList(thunk: Thunk): Value {
  const value = thunk.force();
  return value.kind === "list" || value.kind === "unknown" ? value : list([thunk]);
}

/** Lists one after the other, some attributes of the first set kept, all others an error where both sets have them. */
function mergeNoOverride(options: Value, first: Thunk, second: Thunk, call: Call): Value {
  const names = (option: string, fallback: readonly string[]) =>
    attributeOr(options, option, () => list(fallback.map((name) => known(string(name)))));
  const isNamed = (name: string, among: Value) =>
    among.kind === "list" ? isElement(known(string(name)), among.items, call) : notA("a list", among);
  const before = first.force();
  return withAttrs(second, (set) => {
    const added = new Map<string, Attribute>();
    for (const [name, own] of set.attributes) {
      const thunk = call.context.lazy(() => {
        const old = selectAttribute(before, name);
        if (old.kind === "unknown") return old.unknown;
        if (old.kind === "absent") return own.thunk.force();
        const isMerged = isNamed(name, names("mergeLists", ["buildInputs", "propagatedBuildInputs"]));
        if (typeof isMerged !== "boolean") return isMerged;
        if (isMerged) return concatLists([own.thunk.force(), old.attribute.thunk.force()]);
        const isKept = isNamed(name, names("overrideSnd", ["buildPhase"]));
        if (typeof isKept !== "boolean") return isKept;
        return isKept ? old.attribute.thunk.force() : throws(`\`${name}\` is in both sets`, call);
      });
      added.set(name, { ...own, thunk });
    }
    return mergeAttrs(before, attrsOf(added, set.open));
  });
}

const LISTS = "nativeBuildInputs buildInputs propagatedBuildInputs configureFlags prePhases postAll patches".split(" ");
const SETS = "passthru meta cfg flags".split(" ");
const TEXTS = "preConfigure postInstall".split(" ");

/** How attributes of well-known names are merged. */
export function mergeAttrBy(context: EvalContext): Value {
  const concat = binary("concat", (a, b) => concatLists([a.force(), b.force()]));
  const merge = binary("mergeAttrs", (a, b) => mergeAttrs(a.force(), b.force()));
  const lines = binary("lines", (a, b) =>
    withString(a, (before) => withString(b, (after) => string(`${before}\n${after}`))),
  );
  const named = (names: readonly string[], definition: BuiltinDefinition) =>
    names.map((name) => [name, known(builtinFunction(definition, context))] as const);
  return attrs([...named(LISTS, concat), ...named(SETS, merge), ...named(TEXTS, lines)]);
}

/** `x // y`, and what both sets say is to be merged by a function is. */
function mergeByFunction(first: Thunk, second: Thunk, call: Call): Value {
  const a = first.force();
  const b = second.force();
  const own = (set: Value) => attributeOr(set, "mergeAttrBy", () => attrs([]));
  const mergeSets = binary("mergeAttrs", (x, y) => mergeAttrs(x.force(), y.force()));
  const start = attrs([["mergeAttrBy", functionThunk(call, mergeSets)]]);
  const functions = mergeAttrs(mergeAttrs(start, own(a)), own(b));
  if (functions.kind !== "attrs") return functions;
  const combined = new Map<string, Attribute>();
  for (const [name, { thunk, certain }] of functions.attributes) {
    const inA = selectAttribute(a, name);
    const inB = selectAttribute(b, name);
    if (inA.kind === "absent" && inB.kind === "absent") continue;
    const value = call.context.lazy(() => {
      if (inA.kind === "unknown") return inA.unknown;
      if (inB.kind === "unknown") return inB.unknown;
      if (inA.kind === "found" && inB.kind === "found") {
        return call.apply(thunk, inA.attribute.thunk, inB.attribute.thunk);
      }
      return attributeValue(inA.kind === "found" ? a : b, name);
    });
    const isThere = certain && (inA.kind === "found" || inB.kind === "found");
    combined.set(name, attribute(name, value, isThere));
  }
  return mergeAttrs(mergeAttrs(a, b), attrsOf(combined, functions.open));
}

function mergeAllByFunction(sets: Thunk, call: Call): Value {
  const value = sets.force();
  if (value.kind !== "list") return notA("a list", value);
  const merge = functionThunk(
    call,
    binary("mergeAttrByFunc", (a, b, inner) => mergeByFunction(a, b, inner)),
  );
  const start = call.context.lazy(() => attrs([["mergeAttrBy", known(mergeAttrBy(call.context))]]));
  return foldLeft(merge, start, value.items, call);
}

/** Collects arguments until null comes. */
function modifySum(fn: Thunk, extra: Thunk, sum: Thunk, next: Thunk, call: Call): Value {
  const value = next.force();
  if (value.kind === "null") return mergeAttrs(call.apply(fn, sum, next), extra.force());
  if (value.kind === "unknown") return value;
  const more = call.context.lazy(() => mergeAttrs(sum.force(), value));
  const rest = unary("modifySumArgs", (following, inner) => modifySum(fn, extra, more, following, inner));
  return functionThunk(call, rest).force();
}

export const lib: readonly BuiltinDefinition[] = [
  binary("defaultMergeArg", argument),
  binary("defaultMerge", (base, next, call) => mergeAttrs(base.force(), argument(base, next, call))),
  ...["maybeAttr", "maybeAttrNullable"].map((name) =>
    ternary(name, (key, fallback, set) =>
      withString(key, (text) => attributeOr(set.force(), text, () => fallback.force())),
    ),
  ),
  binary("ifEnable", (condition, value) =>
    decide(
      condition,
      () => value.force(),
      () => switchedOff(value.force()),
      (why) => why,
    ),
  ),
  binary("nvs", single),
  ternary("setAttr", (set, name, value) => mergeAttrs(set.force(), single(name, value))),
  quaternary("setAttrMerge", (name, fallback, set, fn, call) => {
    const old = call.context.lazy(() =>
      withString(name, (text) => attributeOr(set.force(), text, () => fallback.force())),
    );
    return mergeAttrs(set.force(), single(name, call.applied(fn, old)));
  }),
  ternary("mergeAttrsWithFunc", (fn, first, second, call) =>
    mergeWith((a, b) => call.apply(fn, a, b), first, second, call),
  ),
  binary("mergeAttrsConcatenateValues", (first, second, call) =>
    mergeWith((a, b) => concatLists([asList(a), asList(b)]), first, second, call),
  ),
  ternary("mergeAttrsNoOverride", (options, first, second, call) =>
    withAttrs(options, (value) => mergeNoOverride(value, first, second, call)),
  ),
  binary("mergeAttrByFunc", mergeByFunction),
  unary("mergeAttrsByFuncDefaults", mergeAllByFunction),
  unary("mergeAttrsByFuncDefaultsClean", (sets, call) => {
    const merged = mergeAllByFunction(sets, call);
    return merged.kind === "attrs" ? removeNames(merged, [item(known(string("mergeAttrBy")))]) : merged;
  }),
  quaternary("innerModifySumArgs", modifySum),
  ternary("modifySumArgs", (fn, extra, next, call) => modifySum(fn, extra, known(attrs([])), next, call)),
  unary("nixType", (thunk) => {
    const value = thunk.force();
    switch (value.kind) {
      case "unknown":
        return value;
      case "attrs": {
        const isBuilt = hasAttribute(value, "outPath");
        return typeof isBuilt === "boolean" ? string(isBuilt ? "derivation" : "attrs") : isBuilt;
      }
      case "float":
      case "path":
      case "string":
        return string("string");
      default:
        return string(value.kind);
    }
  }),
];
