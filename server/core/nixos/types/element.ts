/** The type inside another: read when it is first needed, so that types may contain themselves. */
import type { EvalContext } from "../../nix/values/context.ts";
import { attrs, string } from "../../nix/values/make.ts";
import { attributeValue } from "../../nix/values/select.ts";
import { failed, known, type Thunk, type Value } from "../../nix/values/value.ts";
import { looseType } from "./loose.ts";
import type { TypeSpec } from "./make-type.ts";
import { type OptionType, readType } from "./option-type.ts";
import type { Functor } from "./type-functor.ts";
import { mergeTypes } from "./type-functor.ts";

/** What does not evaluate to a type stands for any value: what lies in it is taken as it is written. */
export function elementType(type: Thunk, context: EvalContext): () => OptionType {
  let read: OptionType | undefined;
  return () => {
    if (read) return read;
    const found = readType(type.force(), context);
    const result = "why" in found ? looseType(context, found) : found;
    read = result;
    return result;
  };
}

/** Description of a type within that of another: in parentheses where it could be misread. */
export function phraseOf(
  type: Thunk,
  plain: readonly string[],
  prefix: string,
  context: EvalContext,
  suffix = "",
): Thunk {
  return context.lazy(() => {
    const set = type.force();
    const text = attributeValue(set, "description");
    if (text.kind !== "string") return text.kind === "unknown" ? text : failed("type", "a description is no text");
    const phrase = attributeValue(set, "descriptionClass");
    const fits = phrase.kind === "string" && plain.includes(phrase.value);
    return string(`${prefix}${fits ? text.value : `(${text.value})`}${suffix}`);
  });
}

/** What a type has from the one type that it is made around. */
export function around(
  element: Thunk,
  remake: (element: Thunk) => Value,
  placeholder: string | undefined,
  context: EvalContext,
): Pick<TypeSpec, "modules" | "subOptions" | "nested"> {
  return {
    nested: [["elemType", element]],
    modules: {
      get: context.lazy(() => attributeValue(element.force(), "getSubModules")),
      replace: (modules) =>
        remake(
          context.lazy(() => context.apply(attributeValue(element.force(), "substSubModules"), [modules], undefined)),
        ),
    },
    subOptions: (prefix) =>
      context.apply(
        attributeValue(element.force(), "getSubOptions"),
        [placeholder === undefined ? prefix : withLast(prefix, placeholder, context)],
        undefined,
      ),
  };
}

function withLast(path: Thunk, last: string, context: EvalContext): Thunk {
  return context.lazy(() => {
    const list = path.force();
    if (list.kind !== "list") return list;
    return { ...list, items: [...list.items, { kind: "item", thunk: known(string(last)), certain: true }] };
  });
}

/** Two types of one kind are one where their elements are. */
export function elementFunctor(
  name: string,
  element: Thunk,
  remake: (element: Thunk) => Value,
  context: EvalContext,
): Functor {
  return {
    name,
    payload: known(attrs([["elemType", element]])),
    type: (payload) => remake(context.lazy(() => attributeValue(payload.force(), "elemType"))),
    together: (a, b) => {
      const merged = mergeTypes(attributeValue(a.force(), "elemType"), attributeValue(b.force(), "elemType"), context);
      return merged.kind === "null" || merged.kind === "unknown" ? merged : attrs([["elemType", known(merged)]]);
    },
  };
}
