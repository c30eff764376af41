/**
 * `lib.types`: all types of options that nixpkgs has, as values. The set is closed, so that `with lib.types;` hides none of the
 * names around it; what we do not evaluate of it is there and not known.
 */
import { isUnknown, withAttrs, withList } from "../../nix/values/builtins/arguments.ts";
import { binary, ternary, unary } from "../../nix/values/builtins/define.ts";
import type { BuiltinDefinition, EvalContext } from "../../nix/values/context.ts";
import { attrs, attrsOf, bool, builtinFunction, nullValue, string } from "../../nix/values/make.ts";
import { attributeValue, selectAttribute } from "../../nix/values/select.ts";
import { type Attribute, type AttrsValue, known, type Thunk, unknown, type Value } from "../../nix/values/value.ts";
import { withCheck } from "./added-check.ts";
import { anythingType } from "./anything.ts";
import { attrTag } from "./attr-tag.ts";
import { coercedTo } from "./coerced-to.ts";
import { attrsType, attrsWith, listOf, nonEmptyListOf } from "./collections.ts";
import { deferredModule, deferredModuleWith } from "./deferred-module.ts";
import { either, oneOf } from "./either.ts";
import { phraseOf } from "./element.ts";
import { enumType } from "./enum.ts";
import { filesetType } from "./fileset.ts";
import { functionTo } from "./function-to.ts";
import { makeType } from "./make-type.ts";
import { mkOptionType } from "./mk-option-type.ts";
import { nullOr } from "./null-or.ts";
import { pathTypes } from "./paths.ts";
import { ofKind, scalarTypes, tagIs, withMembers } from "./scalars.ts";
import { serializable } from "./serializable.ts";
import { stringTypes } from "./strings.ts";
import { submodule, submoduleType, submoduleWith } from "./submodule.ts";
import { defaultTypeMerge, mergeTypes, plainFunctor } from "./type-functor.ts";
import { typeOfTypes } from "./type-of-types.ts";
import { unique, uniqueWith } from "./unique.ts";

export function optionTypes(context: EvalContext): AttrsValue {
  const plain = [...scalarTypes(context), ...stringTypes(context), ...pathTypes(context)];
  const functions = typeFunctions(context).map((definition): readonly [string, Value] => [
    definition.name,
    builtinFunction(definition, context),
  ]);
  const modules = (statics: Thunk): Value =>
    submoduleType(
      {
        modules: statics,
        specialArgs: known(attrs([])),
        shorthandOnlyDefinesConfig: false,
        class: undefined,
        description: undefined,
      },
      context,
    );
  const none = known({ kind: "list", items: [], at: undefined } as const);
  const lazy: readonly (readonly [string, () => Value])[] = [
    ["anything", () => anythingType(context)],
    ["optionType", () => typeOfTypes(context)],
    ["fileset", () => filesetType(context)],
    ["deferredModule", () => deferredModule(none, context, modules)],
    ["json", () => serializable({ name: "JSON", nullable: true }, context)],
    ["toml", () => serializable({ name: "TOML", nullable: false }, context)],
  ];
  const deferredWith = unary("deferredModuleWith", (argument) => deferredModuleWith(argument, context, modules));
  const members: readonly (readonly [string, Thunk])[] = [
    ...[...plain, ...functions].map(([name, value]) => [name, known(value)] as const),
    ...lazy.map(([name, make]) => [name, context.lazy(make)] as const),
    ["deferredModuleWith", known(builtinFunction(deferredWith, context))],
  ];
  const attributes = new Map<string, Attribute>();
  for (const [name, thunk] of members) {
    attributes.set(name, { name, thunk, key: undefined, binding: undefined, certain: true });
  }
  const self = attrsOf(attributes, undefined);
  const add = (name: string, thunk: Thunk): void => {
    attributes.set(name, { name, thunk, key: undefined, binding: undefined, certain: true });
  };
  add("types", known(self));
  for (const name of NOT_EVALUATED) add(name, known(unknown(`\`lib.types.${name}\` is not evaluated`)));
  return self;
}

/** `string`, `optionSet` and `list` are in old releases only. */
const NOT_EVALUATED = ["noCheckForDocsModule", "optionDescriptionPhrase", "string", "optionSet", "list"];

/** `attrListOf element`: too new to be in use. Its values are not known, and never the definitions as they are. */
function attrListOf(element: Thunk, context: EvalContext): Value {
  const value = unknown("values of the type `attrListOf` are not evaluated");
  return makeType(
    {
      name: "attrListOf",
      description: phraseOf(element, ["noun", "composite"], "attribute list of ", context),
      phrase: "composite",
      check: ofKind("list", "attrs"),
      merge: () => ({ value, certain: true }),
      typeMerge: () => nullValue(),
    },
    context,
  );
}

function typeFunctions(context: EvalContext): readonly BuiltinDefinition[] {
  return [
    unary("mkOptionType", (argument) => mkOptionType(argument, context)),
    unary("listOf", (element) => listOf(element, context)),
    unary("nonEmptyListOf", (element) => nonEmptyListOf(element, context)),
    unary("attrsOf", (element) => attrsType({ element, lazy: false, placeholder: "name" }, context)),
    unary("lazyAttrsOf", (element) => attrsType({ element, lazy: true, placeholder: "name" }, context)),
    unary("loaOf", (element) => attrsType({ element, lazy: false, placeholder: "name" }, context)),
    unary("attrsWith", (argument) => attrsWith(argument, context)),
    unary("nullOr", (element) => nullOr(element, context)),
    unary("functionTo", (element) => functionTo(element, context)),
    unary("oneOf", (types) => oneOf(types, context)),
    unary("enum", (values) => withList(values, () => enumType(values, context))),
    unary("attrListOf", (element) => attrListOf(element, context)),
    unary("attrListWith", (argument) =>
      attrListOf(
        context.lazy(() => attributeValue(argument.force(), "elemType")),
        context,
      ),
    ),
    unary("uniq", (element) => unique("", element, context)),
    unary("submodule", (modules) => submodule(modules, context)),
    unary("submoduleWith", (argument) => submoduleWith(argument, context)),
    unary("attrTag", (tags) => attrTag(tags, context)),
    unary("serializableValueWith", (argument) =>
      withAttrs(argument, (given) => {
        const name = attributeValue(given, "typeName");
        const nullable = selectAttribute(given, "nullable");
        const may = nullable.kind === "found" ? nullable.attribute.thunk.force() : bool(true);
        if (name.kind !== "string" || may.kind !== "bool") return unknown("the type is not known");
        return serializable({ name: name.value, nullable: may.value }, context);
      }),
    ),
    unary("isOptionType", (value) => {
      const answer = tagIs(value.force(), "option-type");
      return typeof answer === "boolean" ? bool(answer) : answer;
    }),
    unary("defaultFunctor", (name) => {
      const text = name.force();
      if (text.kind !== "string") return text;
      return plainFunctor(text.value, known(unknown("the type function is not evaluated")), context);
    }),
    binary("either", (first, second) => either(first, second, context)),
    binary("unique", (options, element) => uniqueWith(options, element, context)),
    binary("defaultTypeMerge", (own, other) => defaultTypeMerge(own, other, context)),
    binary("mergeTypes", (a, b) => {
      const merged = mergeTypes(a.force(), b.force(), context);
      if (merged.kind !== "null") return merged;
      return attrs([
        ["_type", known(string("merge-error"))],
        ["error", known(string("Cannot merge types"))],
      ]);
    }),
    binary("setType", (type, value) => withAttrs(value, (set) => withMembers(set, [["_type", type]]))),
    binary("isType", (type, value) => {
      const name = type.force();
      const answer = name.kind === "string" ? tagIs(value.force(), name.value) : undefined;
      if (answer === undefined) return name;
      return isUnknownAnswer(answer) ? answer : bool(answer);
    }),
    binary("addCheck", (element, check) =>
      withAttrs(element, (type) =>
        withCheck(
          type,
          (value) => {
            const answer = context.apply(check.force(), [known(value)], undefined);
            if (answer.kind === "bool") return answer.value;
            return isUnknown(answer) ? answer : unknown("a check does not give a boolean");
          },
          context,
        ),
      ),
    ),
    ternary("coercedTo", (from, coerce, to) => coercedTo(from, coerce, to, context)),
  ];
}

function isUnknownAnswer(answer: ReturnType<typeof tagIs>): answer is Exclude<typeof answer, boolean> {
  return typeof answer !== "boolean";
}
