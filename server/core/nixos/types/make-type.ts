/** Types of our own, which are sets as those that `mkOptionType` makes. */
import { type Answer, answerValue, isUnknown, withAttrs } from "../../nix/values/builtins/arguments.ts";
import type { BuiltinDefinition, EvalContext } from "../../nix/values/context.ts";
import { attrs, bool, builtinFunction, nativeFunction, nullValue, string } from "../../nix/values/make.ts";
import { attributeValue } from "../../nix/values/select.ts";
import { type AttrsValue, type FunctionValue, known, type Thunk, unknown, type Value } from "../../nix/values/value.ts";
import { definedOf, pathOf } from "./merge-arguments.ts";
import type { CheckFunction, Defined, MergedValue, MergeFunction, MergeHooks, OptionPath } from "./option-type.ts";
import { defaultTypeMerge, type Functor, functorOf } from "./type-functor.ts";

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
