/** `listOf`, `attrsOf` and their kin: what is in them is merged by the type of the element. Source: nixpkgs' lib/types.nix. */
import { isUnknown, withAttrs } from "../../nix/values/builtins/arguments.ts";
import type { EvalContext } from "../../nix/values/context.ts";
import { equalValues } from "../../nix/values/equality.ts";
import {
  attrs,
  bool,
  gap,
  list,
  listOf as listWith,
  nativeFunction,
  nullValue,
  string,
} from "../../nix/values/make.ts";
import { attributeValue, selectAttribute } from "../../nix/values/select.ts";
import { type AttrsValue, known, type ListItem, type Thunk, type Value } from "../../nix/values/value.ts";
import type { Definition } from "../definition.ts";
import { membersNamed, type TypedOption, typedOption } from "../typed-option.ts";
import { withCheck } from "./added-check.ts";
import { mergedNames, namesIn } from "./attr-members.ts";
import { around, elementFunctor, elementType, phraseOf } from "./element.ts";
import { makeType } from "./make-type.ts";
import { allOf, type Defined, type MergedValue, type OptionPath, type OptionType } from "./option-type.ts";
import { ofKind, withMembers } from "./scalars.ts";
import { mergeTypes } from "./type-functor.ts";

export function listOf(element: Thunk, context: EvalContext): AttrsValue {
  const type = elementType(element, context);
  const isList = ofKind("list");
  const remake = (other: Thunk): Value => listOf(other, context);
  return makeType(
    {
      name: "listOf",
      description: phraseOf(element, ["noun", "composite"], "list of ", context),
      phrase: "composite",
      check: isList,
      fits: (_loc, defs) => allOf(defs, ({ value }) => isList(value)),
      merge: (loc, defs) => mergeLists(loc, defs, type, context),
      empty: known(list([])),
      functor: elementFunctor("listOf", element, remake, context),
      ...around(element, remake, "*", context),
    },
    context,
  );
}

function mergeLists(
  loc: OptionPath,
  defs: readonly Defined[],
  type: () => OptionType,
  context: EvalContext,
): MergedValue {
  const items: ListItem[] = [];
  for (const [index, def] of defs.entries()) {
    if (def.value.kind !== "list") {
      if (def.value.kind === "unknown") items.push(gap(def.value));
      continue;
    }
    for (const [position, item] of def.value.items.entries()) {
      if (item.kind === "gap") {
        items.push(item);
        continue;
      }
      const spent = context.tick();
      if (spent) return { value: spent, certain: true };
      const where = [...loc, `[definition ${index + 1}-entry ${position + 1}]`];
      const option = elementOption(where, type, [plainDefinition(item.thunk, def)], context);
      const there = option.isDefined();
      if (there === false) continue;
      items.push({ kind: "item", thunk: option.value, certain: def.certain && item.certain && there === true });
    }
  }
  const only = defs.length === 1 ? defs[0] : undefined;
  return {
    value: listWith(items, only?.value.at),
    certain: defs.some(({ certain }) => certain),
    graded: true,
    first: only,
  };
}

function plainDefinition(thunk: Thunk, { file }: Defined): Definition {
  return { thunk, wrapping: { conditions: [], priority: undefined, order: undefined }, binding: undefined, file };
}

function elementOption(
  loc: OptionPath,
  type: () => OptionType,
  definitions: readonly Definition[],
  context: EvalContext,
): TypedOption {
  return typedOption({ loc, type, definitions: () => definitions, context });
}

export function nonEmptyListOf(element: Thunk, context: EvalContext): AttrsValue {
  const full = withCheck(
    listOf(element, context),
    (value) => {
      if (value.kind !== "list") return true;
      return value.items.some((item) => item.kind === "item" && item.certain) || value.items.length > 0;
    },
    context,
  );
  return withMembers(full, [
    ["description", phraseOf(known(full), ["noun"], "non-empty ", context)],
    ["emptyValue", known(attrs([]))],
    [
      "substSubModules",
      known(
        nativeFunction("substSubModules", context, (modules) =>
          nonEmptyListOf(
            context.lazy(() => context.apply(attributeValue(element.force(), "substSubModules"), [modules], undefined)),
            context,
          ),
        ),
      ),
    ],
  ]);
}

interface AttrsSpec {
  readonly element: Thunk;
  readonly lazy: boolean;
  readonly placeholder: string;
}

/** `lazy`: conditions of a name are not asked in order to know whether it is there. */
export function attrsType(spec: AttrsSpec, context: EvalContext): AttrsValue {
  const { element, lazy, placeholder } = spec;
  const type = elementType(element, context);
  const isSet = ofKind("attrs");
  const remake = (other: Thunk): Value => attrsType({ ...spec, element: other }, context);
  return makeType(
    {
      name: lazy ? "lazyAttrsOf" : "attrsOf",
      description: phraseOf(
        element,
        ["noun", "composite"],
        lazy ? "lazy attribute set of " : "attribute set of ",
        context,
      ),
      phrase: "composite",
      check: isSet,
      fits: (_loc, defs) => allOf(defs, ({ value }) => isSet(value)),
      merge: (loc, defs) => mergeSets(loc, defs, type, lazy, context),
      empty: known(attrs([])),
      functor: {
        name: "attrsWith",
        payload: known(
          attrs([
            ["elemType", element],
            ["lazy", known(bool(lazy))],
            ["placeholder", known(string(placeholder))],
          ]),
        ),
        type: (payload) => attrsWith(payload, context),
        together: (a, b) => togetherAttrs(a, b, context),
      },
      ...around(element, remake, `<${placeholder}>`, context),
    },
    context,
  );
}

/** `attrsWith { elemType = …; lazy = false; placeholder = "name"; }` */
export function attrsWith(argument: Thunk, context: EvalContext): Value {
  return withAttrs(argument, (given) => {
    const lazy = selectAttribute(given, "lazy");
    const named = selectAttribute(given, "placeholder");
    if (lazy.kind === "unknown") return lazy.unknown;
    const isLazy = lazy.kind === "found" ? lazy.attribute.thunk.force() : bool(false);
    if (isLazy.kind === "unknown") return isLazy;
    const placeholder = named.kind === "found" ? named.attribute.thunk.force() : undefined;
    return attrsType(
      {
        element: context.lazy(() => attributeValue(given, "elemType")),
        lazy: isLazy.kind === "bool" && isLazy.value,
        placeholder: placeholder?.kind === "string" ? placeholder.value : "name",
      },
      context,
    );
  });
}

function togetherAttrs(a: Thunk, b: Thunk, context: EvalContext): Value {
  const [left, right] = [a.force(), b.force()];
  const lazy = attributeValue(left, "lazy");
  const alike = equalValues(lazy, attributeValue(right, "lazy"), context);
  if (alike !== true) return isUnknown(alike) ? alike : nullValue();
  const [one, other] = [attributeValue(left, "placeholder"), attributeValue(right, "placeholder")];
  if (one.kind !== "string" || other.kind !== "string") return nullValue();
  if (one.value !== other.value && one.value !== "name" && other.value !== "name") return nullValue();
  const elements = mergeTypes(attributeValue(left, "elemType"), attributeValue(right, "elemType"), context);
  if (elements.kind === "null" || elements.kind === "unknown") return elements;
  return attrs([
    ["elemType", known(elements)],
    ["lazy", known(lazy)],
    ["placeholder", known(one.value === "name" ? other : one)],
  ]);
}

function mergeSets(
  loc: OptionPath,
  defs: readonly Defined[],
  type: () => OptionType,
  lazy: boolean,
  context: EvalContext,
): MergedValue {
  const children = new Map<string, TypedOption>();
  const child = (name: string): TypedOption => {
    const present = children.get(name);
    if (present) return present;
    const node = elementOption([...loc, name], type, membersNamed(name, defs), context);
    children.set(name, node);
    return node;
  };
  const names = namesIn(defs);
  const spent = context.tick(1 + names.length);
  if (spent) return { value: spent, certain: true };
  // To know which names there are, Nix looks at every definition.
  if (!lazy) {
    for (const name of names) {
      const stop = child(name).stopped();
      if (stop && defs.every((def) => def.certain)) return { value: stop, certain: true };
    }
  }
  const parts = { names: () => names, child };
  return mergedNames(defs, parts, lazy ? undefined : (name) => child(name).isDefined());
}
