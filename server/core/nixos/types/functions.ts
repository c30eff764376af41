/** Types of functions and modules, and `anything`. Source: nixpkgs' lib/types.nix. */
import { type Answer, isUnknown, withAttrs } from "../../nix/values/builtins/arguments.ts";
import type { EvalContext } from "../../nix/values/context.ts";
import { attrs, bool, list, nativeFunction, nullValue, string } from "../../nix/values/make.ts";
import { attributeValue, selectAttribute } from "../../nix/values/select.ts";
import {
  type AttrsValue,
  type FunctionValue,
  known,
  type Thunk,
  type UnknownValue,
  type Value,
} from "../../nix/values/value.ts";
import { membersNamed, type TypedOption, typedOption } from "../typed-option.ts";
import { mergedNames, namesIn } from "./attr-members.ts";
import { around, elementFunctor, elementType, phraseOf } from "./element.ts";
import { makeType } from "./make-type.ts";
import { likeliest, mergeEqual, mergeOne, shown, stopped } from "./merges.ts";
import { type Defined, type MergedValue, type OptionPath, type OptionType, readType } from "./option-type.ts";
import { isStringLike } from "./paths.ts";

/** A function, or a set that can be called like one. */
export function isCallable(value: Value): Answer {
  if (value.kind !== "attrs") return value.kind === "unknown" ? value : value.kind === "function";
  const functor = selectAttribute(value, "__functor");
  return functor.kind === "unknown" ? functor.unknown : functor.kind === "found";
}

export function functionTo(element: Thunk, context: EvalContext): Value {
  const type = elementType(element, context);
  const remake = (other: Thunk): Value => functionTo(other, context);
  return makeType(
    {
      name: "functionTo",
      description: phraseOf(element, ["noun", "composite"], "function that evaluates to a(n) ", context),
      phrase: "composite",
      check: isCallable,
      merge: (loc, defs) => ({
        value: mergedFunction(loc, defs, type, context),
        certain: defs.some(({ certain }) => certain),
        graded: true,
        first: defs[0],
      }),
      functor: elementFunctor("functionTo", element, remake, context),
      ...around(element, remake, "<function body>", context),
    },
    context,
  );
}

/** Called with something, what all functions give is merged. */
function mergedFunction(
  loc: OptionPath,
  defs: readonly Defined[],
  type: () => OptionType,
  context: EvalContext,
): AttrsValue {
  const call = nativeFunction("merged", context, (argument) => {
    const results = defs.map((def) => ({
      thunk: context.lazy(() => context.apply(def.value, [argument], undefined)),
      wrapping: {
        conditions: def.certain
          ? []
          : [(): UnknownValue => ({ kind: "unknown", why: "a definition is not certain", at: undefined })],
        priority: undefined,
        order: undefined,
      },
      binding: def.binding,
      file: def.file,
    }));
    return typedOption({ loc: [...loc, "<function body>"], type, definitions: () => results, context }).value.force();
  });
  return attrs([
    ["__functor", known(nativeFunction("functor", context, () => call))],
    ["__functionArgs", context.lazy(() => sharedArguments(defs))],
  ]);
}

/** An argument has a default where it has one in all functions. */
function sharedArguments(defs: readonly Defined[]): Value {
  const shared = new Map<string, boolean>();
  for (const { value } of defs) {
    const formals = value.kind === "function" ? value.formals : undefined;
    for (const [name, { optional }] of formals ?? []) shared.set(name, (shared.get(name) ?? true) && optional);
  }
  return attrs([...shared].map(([name, optional]) => [name, known(bool(optional))] as const));
}

/** Sets are merged name by name, everything else must agree. */
export function anythingType(context: EvalContext): AttrsValue {
  const merge = (loc: OptionPath, defs: readonly Defined[]): MergedValue => mergeAnything(loc, defs, type, context);
  const set = makeType(
    { name: "anything", description: "anything", phrase: "noun", check: () => true, merge },
    context,
  );
  let own: OptionType | undefined;
  const type = (): OptionType => {
    if (own) return own;
    const read = readType(set, context);
    if ("why" in read) throw new Error(read.why);
    own = read;
    return read;
  };
  return set;
}

function mergeAnything(
  loc: OptionPath,
  defs: readonly Defined[],
  type: () => OptionType,
  context: EvalContext,
): MergedValue {
  const certain = defs.filter((def) => def.certain && def.value.kind !== "unknown");
  const kinds = new Set(certain.map(({ value }) => kindOf(value)));
  if (kinds.size > 1) return stopped(`The option \`${shown(loc)}' has conflicting option types`, certain[0]?.binding);
  const [first] = certain.length > 0 ? certain : defs.filter(({ value }) => value.kind !== "unknown");
  if (!first) return likeliest(defs);
  const kind = kindOf(first.value);
  const alike = defs.filter(({ value }) => value.kind === "unknown" || kindOf(value) === kind);
  if (kind === "set") return mergeAnySets(loc, alike, type, context);
  if (kind === "stringCoercibleSet") return mergeOne(loc, alike);
  if (kind === "function") {
    const [only, ...others] = alike;
    if (only && others.length === 0 && !only.certain) return { value: only.value, certain: false, first: only };
    return { value: mergedCalls(loc, alike, type, context), certain: certain.length > 0, first };
  }
  return mergeEqual(context)(loc, defs);
}

function kindOf(value: Value): string {
  if (value.kind !== "attrs") return value.kind;
  return isStringLike(value) === true ? "stringCoercibleSet" : "set";
}

function mergeAnySets(
  loc: OptionPath,
  defs: readonly Defined[],
  type: () => OptionType,
  context: EvalContext,
): MergedValue {
  const children = new Map<string, TypedOption>();
  const child = (name: string): TypedOption => {
    const present = children.get(name);
    if (present) return present;
    const definitions = membersNamed(name, defs);
    const node = typedOption({ loc: [...loc, name], type, definitions: () => definitions, context });
    children.set(name, node);
    return node;
  };
  const names = namesIn(defs);
  const spent = context.tick(1 + names.length);
  if (spent) return { value: spent, certain: true };
  return mergedNames(defs, { names: () => names, child }, (name) => child(name).isDefined());
}

function mergedCalls(
  loc: OptionPath,
  defs: readonly Defined[],
  type: () => OptionType,
  context: EvalContext,
): FunctionValue {
  return nativeFunction("merged", context, (argument) => {
    const results = defs.map((def) => ({ ...def, value: context.apply(def.value, [argument], undefined) }));
    const merged = type().merge([...loc, "<function body>"], results);
    return merged.certain || merged.graded
      ? merged.value
      : { kind: "unknown", why: "a function is not certain", at: undefined };
  });
}

/** The type of types: several are merged as two declarations of one option are. */
export function optionTypeType(
  context: EvalContext,
  mergeAll: (types: readonly Defined[], loc: OptionPath) => Value,
): AttrsValue {
  return makeType(
    {
      name: "optionType",
      description: "optionType",
      phrase: "noun",
      check: (value) => {
        const tag = selectAttribute(value, "_type");
        if (tag.kind === "unknown") return tag.unknown;
        const text = tag.kind === "found" ? tag.attribute.thunk.force() : nullValue();
        return isUnknown(text) ? text : text.kind === "string" && text.value === "option-type";
      },
      merge: (loc, defs) => {
        const [only, ...others] = defs;
        if (only && others.length === 0) return { value: only.value, certain: only.certain, first: only };
        if (defs.some(({ certain }) => !certain)) return likeliest(defs);
        return { value: mergeAll(defs, loc), certain: true };
      },
    },
    context,
  );
}

/** A module for somewhere else: `{ imports = [ … ]; }` */
export function deferredModule(statics: Thunk, context: EvalContext, submodule: (modules: Thunk) => Value): Value {
  const plain = context.lazy(() => submodule(statics));
  return makeType(
    {
      name: "deferredModule",
      description: "module",
      phrase: "noun",
      check: (value) => {
        if (value.kind === "attrs" || value.kind === "function") return true;
        if (value.kind === "string") return value.value.startsWith("/");
        return value.kind === "unknown" ? value : value.kind === "path";
      },
      merge: (loc, defs) => ({
        value: attrs([["imports", context.lazy(() => deferredImports(loc, defs, statics))]]),
        certain: defs.some(({ certain }) => certain),
        graded: true,
        first: defs[0],
      }),
      modules: {
        get: context.lazy(() => attributeValue(plain.force(), "getSubModules")),
        replace: (modules) => deferredModule(modules, context, submodule),
      },
      subOptions: (prefix) => context.apply(attributeValue(plain.force(), "getSubOptions"), [prefix], undefined),
      functor: {
        name: "deferredModuleWith",
        payload: known(attrs([["staticModules", statics]])),
        type: (payload) =>
          deferredModule(
            context.lazy(() => attributeValue(payload.force(), "staticModules")),
            context,
            submodule,
          ),
        together: (a, b) => {
          const [left, right] = [
            attributeValue(a.force(), "staticModules"),
            attributeValue(b.force(), "staticModules"),
          ];
          if (left.kind !== "list") return left;
          if (right.kind !== "list") return right;
          return attrs([["staticModules", known({ ...left, items: [...left.items, ...right.items] })]]);
        },
      },
    },
    context,
  );
}

function deferredImports(loc: OptionPath, defs: readonly Defined[], statics: Thunk): Value {
  const first = statics.force();
  if (first.kind !== "list") return first;
  const added = defs.map((def) => ({
    kind: "item" as const,
    certain: def.certain,
    thunk: known(
      attrs([
        ["_file", known(string(`${def.file ?? "<unknown-file>"}, via option ${shown(loc)}`))],
        ["imports", known(list([known(def.value)]))],
      ]),
    ),
  }));
  return { ...first, items: [...first.items, ...added] };
}

/** `deferredModuleWith { staticModules = [ … ]; }` */
export function deferredModuleWith(argument: Thunk, context: EvalContext, submodule: (modules: Thunk) => Value): Value {
  return withAttrs(argument, (given) => {
    const statics = selectAttribute(given, "staticModules");
    if (statics.kind === "unknown") return statics.unknown;
    return deferredModule(statics.kind === "found" ? statics.attribute.thunk : known(list([])), context, submodule);
  });
}
