/**
 * Making types: `mkOptionType` as the user calls it, and our own types, which are such sets too. What a type brings
 * beside `check` and `merge` is for declaring an option twice (`functor`, `typeMerge`) and for options in submodules.
 */
import { type Answer, answerValue, isUnknown, withAttrs } from "../../nix/values/builtins/arguments.ts";
import type { BuiltinDefinition, EvalContext } from "../../nix/values/context.ts";
import { equalValues } from "../../nix/values/equality.ts";
import { attrs, bool, builtinFunction, nativeFunction, nullValue, string } from "../../nix/values/make.ts";
import { attributeValue, selectAttribute } from "../../nix/values/select.ts";
import {
  type AttrsValue,
  type FunctionValue,
  failed,
  known,
  type Thunk,
  unknown,
  type Value,
} from "../../nix/values/value.ts";
import { mergeDefault } from "./merges.ts";
import type { CheckFunction, Defined, MergedValue, MergeFunction, MergeHooks, OptionPath } from "./option-type.ts";

export interface TypeSpec {
  readonly name: string;
  /** `name` where it is not given. */
  readonly description?: string | Thunk;
  /** How the description reads within another: "noun", "composite", "conjunction", "nonRestrictiveClause". */
  readonly phrase?: string | Thunk;
  readonly check: (value: Value) => Answer;
  readonly merge: (loc: OptionPath, defs: readonly Defined[]) => MergedValue;
  /** Given for types that check while they merge. */
  readonly fits?: (loc: OptionPath, defs: readonly Defined[]) => Answer;
  /** The value of an option that nobody defines. */
  readonly empty?: Thunk;
  /** The same as Nix writes it, where it is that of another type: `{ value = …; }` or `{ }`. */
  readonly emptyValue?: Thunk;
  /** What a type is made of, and how it is made of that: two that are alike can be one. */
  readonly functor?: Functor;
  readonly nested?: readonly (readonly [string, Thunk])[];
  /** Modules of a submodule, and the same type with others. */
  readonly modules?: { readonly get: Thunk; readonly replace: (modules: Thunk) => Value };
  readonly subOptions?: (prefix: Thunk) => Value;
  /** `typeMerge` where it is not the usual one. */
  readonly typeMerge?: (functor: Thunk) => Value;
}

export interface Functor {
  /** Name of the type function, where it is not that of the type. */
  readonly name?: string;
  readonly payload: Thunk;
  readonly type: (payload: Thunk) => Value;
  /** Both payloads as one; null where they exclude each other. */
  readonly together: (a: Thunk, b: Thunk) => Value;
}

export function makeType(spec: TypeSpec, context: EvalContext): AttrsValue {
  const text = (value: string | Thunk | undefined, otherwise: Value): Thunk =>
    value === undefined ? known(otherwise) : typeof value === "string" ? known(string(value)) : value;
  const self: Thunk = context.lazy(() => type);
  const functor = context.lazy(() => functorOf(spec, self, context));
  const type = attrs([
    ["_type", known(string("option-type"))],
    ["name", known(string(spec.name))],
    ["description", text(spec.description, string(spec.name))],
    ["descriptionClass", text(spec.phrase, nullValue())],
    ["check", known(checkValue(spec, context))],
    ["merge", known(mergeValue(spec, context))],
    ["emptyValue", spec.emptyValue ?? known(attrs(spec.empty ? [["value", spec.empty]] : []))],
    [
      "getSubOptions",
      known(nativeFunction("getSubOptions", context, (prefix) => spec.subOptions?.(prefix) ?? attrs([]))),
    ],
    ["getSubModules", spec.modules?.get ?? known(nullValue())],
    [
      "substSubModules",
      known(nativeFunction("substSubModules", context, (modules) => spec.modules?.replace(modules) ?? nullValue())),
    ],
    [
      "typeMerge",
      known(
        nativeFunction("typeMerge", context, (other) =>
          spec.typeMerge ? spec.typeMerge(other) : defaultTypeMerge(functor, other, context),
        ),
      ),
    ],
    ["deprecationMessage", known(nullValue())],
    ["nestedTypes", known(attrs(spec.nested ?? []))],
    ["functor", functor],
  ]);
  return type;
}

function checkValue(spec: TypeSpec, context: EvalContext): Value {
  const plain = checkFunction(spec.check, context, 1);
  if (!spec.fits) return plain;
  return attrs([
    ["__functor", known(checkFunction(spec.check, context, 2))],
    ["isV2MergeCoherent", known(bool(true))],
  ]);
}

/** `arity` 2 where it is a `__functor`, whose first argument is the set that it stands in. */
export function checkFunction(holds: (value: Value) => Answer, context: EvalContext, arity: number): CheckFunction {
  const definition: BuiltinDefinition = {
    name: "check",
    arity,
    call: (args) => answerValue(holds((args.at(-1) ?? known(nullValue())).force())),
  };
  return { ...builtinFunction(definition, context), holds };
}

function mergeValue({ merge, fits }: TypeSpec, context: EvalContext): Value {
  const mergeHooks: MergeHooks = { merge, fits };
  const call = (loc: Thunk | undefined, defs: Thunk | undefined): Value => {
    const path = pathOf(loc?.force());
    const definitions = definedOf(defs?.force());
    if (!path || !definitions) return unknown("the definitions are not all known");
    const merged = merge(path, definitions);
    return merged.value;
  };
  if (!fits) {
    return mergeFunction({ name: "merge", arity: 2, call: ([loc, defs]) => call(loc, defs) }, mergeHooks, context);
  }
  const checkedMerge = nativeFunction("merge", context, (argument) =>
    withAttrs(argument, (set) => {
      const loc = member(set, "loc", context);
      const defs = member(set, "defs", context);
      return attrs([
        ["headError", context.lazy(() => headError(fits, loc, defs))],
        ["value", context.lazy(() => call(loc, defs))],
        ["valueMeta", known(unknown("what a type says about its values is not evaluated"))],
      ]);
    }),
  );
  const functor: BuiltinDefinition = { name: "merge", arity: 3, call: ([, loc, defs]) => call(loc, defs) };
  return attrs([
    ["__functor", known(mergeFunction(functor, mergeHooks, context))],
    ["v2", known(checkedMerge)],
  ]);
}

function headError(fits: NonNullable<TypeSpec["fits"]>, loc: Thunk, defs: Thunk): Value {
  const path = pathOf(loc.force());
  const definitions = definedOf(defs.force());
  if (!path || !definitions) return unknown("the definitions are not all known");
  const answer = fits(path, definitions);
  if (isUnknown(answer)) return answer;
  return answer ? nullValue() : attrs([["message", known(unknown("the text of a type error is not evaluated"))]]);
}

function mergeFunction(definition: BuiltinDefinition, mergeHooks: MergeHooks, context: EvalContext): MergeFunction {
  const fn: FunctionValue = builtinFunction(definition, context);
  return { ...fn, mergeHooks };
}

function member(set: AttrsValue, name: string, context: EvalContext): Thunk {
  return context.lazy(() => attributeValue(set, name));
}

/** A list of strings that is known whole. */
export function pathOf(value: Value | undefined): OptionPath | undefined {
  if (value?.kind !== "list") return undefined;
  const parts: string[] = [];
  for (const item of value.items) {
    const part = item.kind === "item" && item.certain ? item.thunk.force() : undefined;
    if (part?.kind !== "string") return undefined;
    parts.push(part.value);
  }
  return parts;
}

/** `[ { file = …; value = …; } … ]` */
export function definedOf(value: Value | undefined): readonly Defined[] | undefined {
  if (value?.kind !== "list") return undefined;
  const definitions: Defined[] = [];
  for (const item of value.items) {
    if (item.kind === "gap") return undefined;
    const set = item.thunk.force();
    if (set.kind !== "attrs") return undefined;
    const inner = attributeValue(set, "value");
    const file = set.attributes.get("file")?.thunk.force();
    definitions.push({
      value: inner,
      certain: item.certain,
      file: file?.kind === "string" ? file.value : file?.kind === "path" ? file.path : undefined,
      binding: inner.at,
    });
  }
  return definitions;
}

/** A type that is made of nothing is, with another of its name, itself. */
function functorOf({ name, functor }: TypeSpec, self: Thunk, context: EvalContext): Value {
  if (!functor) return plainFunctor(name, self, context);
  const together: BuiltinDefinition = {
    name: "binOp",
    arity: 2,
    call: ([a = NOTHING, b = NOTHING]) => functor.together(a, b),
  };
  return attrs([
    ["name", known(string(functor.name ?? name))],
    ["type", known(nativeFunction("type", context, functor.type))],
    ["payload", functor.payload],
    ["binOp", known(builtinFunction(together, context))],
  ]);
}

const NOTHING = known(nullValue());

/** `defaultFunctor`: of a type that is made of nothing. */
export function plainFunctor(name: string, type: Thunk, context: EvalContext): AttrsValue {
  const binOp: BuiltinDefinition = { name: "binOp", arity: 2, call: () => nullValue() };
  return attrs([
    ["name", known(string(name))],
    ["type", type],
    ["payload", NOTHING],
    ["binOp", known(builtinFunction(binOp, context))],
  ]);
}

/** Two declarations of one option: the type of both, null where there is none. */
export function defaultTypeMerge(own: Thunk, other: Thunk, context: EvalContext): Value {
  const [mine, theirs] = [own.force(), other.force()];
  const [name, otherName] = [attributeValue(mine, "name"), attributeValue(theirs, "name")];
  const alike = equalValues(name, otherName, context);
  if (isUnknown(alike)) return alike;
  if (!alike) return nullValue();
  const payload = attributeValue(mine, "payload");
  if (payload.kind === "unknown") return payload;
  const type = attributeValue(mine, "type");
  if (payload.kind === "null") return type;
  const together = context.apply(
    attributeValue(mine, "binOp"),
    [known(payload), context.lazy(() => attributeValue(theirs, "payload"))],
    undefined,
  );
  if (together.kind === "null" || together.kind === "unknown") return together;
  return context.apply(type, [known(together)], undefined);
}

/** `a.typeMerge b.functor` */
export function mergeTypes(a: Value, b: Value, context: EvalContext): Value {
  return context.apply(attributeValue(a, "typeMerge"), [context.lazy(() => attributeValue(b, "functor"))], undefined);
}

/** `mkOptionType { name = …; check = …; merge = …; … }` */
export function mkOptionType(argument: Thunk, context: EvalContext): Value {
  return withAttrs(argument, (given) => {
    const named = selectAttribute(given, "name");
    if (named.kind === "absent")
      return failed("arguments", "the argument `name` of `mkOptionType` is not given", given.at);
    const name: Thunk = named.kind === "found" ? named.attribute.thunk : known(named.unknown);
    const own = selectAttribute(given, "functor");
    const functor: Thunk =
      own.kind === "found"
        ? own.attribute.thunk
        : context.lazy(() => {
            const text = name.force();
            const type: Thunk = known(unknown("the type function is not evaluated"));
            return text.kind === "string" ? plainFunctor(text.value, type, context) : text;
          });
    const defaults = makeType({ name: "", check: () => true, merge: mergeDefault(context) }, context);
    const typeMerge = nativeFunction("typeMerge", context, (other) => {
      // A type without a functor of its own is only like another of the same name, and then it is that type itself.
      if (own.kind === "absent") return sameNamed(given, functor, other, context);
      return defaultTypeMerge(functor, other, context);
    });
    const description = context.lazy(() => {
      const text = attributeOr(given, "description", NOTHING).force();
      return text.kind === "null" ? name.force() : text;
    });
    const result = new Map(defaults.attributes);
    const set = (key: string, thunk: Thunk): void => {
      result.set(key, { name: key, thunk, key: undefined, binding: undefined, certain: true });
    };
    set("name", name);
    set("functor", functor);
    set("typeMerge", known(typeMerge));
    for (const [key, attribute] of given.attributes) if (result.has(key)) result.set(key, attribute);
    set("description", description);
    return { ...defaults, attributes: result, open: given.open, at: given.at };
  });
}

function sameNamed(given: AttrsValue, own: Thunk, other: Thunk, context: EvalContext): Value {
  const merged = defaultTypeMerge(own, other, context);
  if (merged.kind !== "unknown" || merged.failure !== undefined) return merged;
  // nixpkgs looks the name up among its own types and gives null, which means "not mergeable", for any other.
  return selectAttribute(given, "name").kind === "found" ? nullValue() : merged;
}

function attributeOr(set: AttrsValue, name: string, otherwise: Thunk): Thunk {
  const selection = selectAttribute(set, name);
  if (selection.kind === "unknown") return known(selection.unknown);
  return selection.kind === "found" ? selection.attribute.thunk : otherwise;
}
