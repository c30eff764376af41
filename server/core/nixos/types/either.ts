/** `either` and `oneOf`: one of several types. Source: nixpkgs' lib/types.nix. */
import { type Answer, withItems } from "../../nix/values/builtins/arguments.ts";
import type { EvalContext } from "../../nix/values/context.ts";
import { attrs, list, nullValue, string } from "../../nix/values/make.ts";
import { attributeValue } from "../../nix/values/select.ts";
import {
  type AttrsValue,
  failed,
  known,
  type Thunk,
  type UnknownValue,
  unknown,
  type Value,
} from "../../nix/values/value.ts";
import { elementType, phraseOf } from "./element.ts";
import { makeType } from "./make-type.ts";
import { likeliest, mergeOne } from "./merges.ts";
import type { Defined, MergedValue, OptionPath, OptionType } from "./option-type.ts";
import { mergeTypes } from "./type-functor.ts";

/** The first type that all definitions fit merges them. */
export function either(first: Thunk, second: Thunk, context: EvalContext): AttrsValue {
  const types = [elementType(first, context), elementType(second, context)] as const;
  const [left, right] = types;
  const check = (value: Value): Answer => oneOfBoth(left().check(value), () => right().check(value));
  const self: AttrsValue = makeType(
    {
      name: "either",
      description: context.lazy(() => eitherText(first, second, context)),
      phrase: "conjunction",
      check,
      fits: (loc, defs) => oneOfBoth(left().fits(loc, defs), () => right().fits(loc, defs)),
      merge: (loc, defs) => mergeEither(loc, defs, left, right),
      typeMerge: (functor) => mergeEithers(first, second, functor, context),
      functor: {
        payload: known(attrs([["elemType", known(list([first, second]))]])),
        type: (payload) =>
          oneOf(
            context.lazy(() => attributeValue(payload.force(), "elemType")),
            context,
          ),
        together: () => nullValue(),
      },
      nested: [
        ["left", first],
        ["right", second],
      ],
    },
    context,
  );
  return self;
}

function oneOfBoth(first: Answer, second: () => Answer): Answer {
  if (first === true || (typeof first !== "boolean" && first.failure)) return first;
  const then = second();
  return then === true ? true : first === false ? then : first;
}

function mergeEither(
  loc: OptionPath,
  defs: readonly Defined[],
  left: () => OptionType,
  right: () => OptionType,
): MergedValue {
  const fitsLeft = left().fits(loc, defs);
  if (fitsLeft === true) return left().merge(loc, defs);
  if (isDoubt(fitsLeft)) {
    // What is not known decides: a value that both would hand on as it is is the same either way.
    const [only, ...others] = defs;
    if (fitsLeft.failure || (only && others.length === 0 && only.value.kind === "unknown"))
      return { value: fitsLeft, certain: true };
    return { ...likeliest(defs), certain: false };
  }
  const fitsRight = right().fits(loc, defs);
  if (fitsRight !== false) return right().merge(loc, defs);
  // Where nobody asked before: the definition as it is.
  return mergeOne(loc, defs);
}

function isDoubt(answer: Answer): answer is UnknownValue {
  return typeof answer !== "boolean";
}

function eitherText(first: Thunk, second: Thunk, context: EvalContext): Value {
  const phrase = attributeValue(first.force(), "descriptionClass");
  const meaning = phrase.kind === "string" && phrase.value === "nonRestrictiveClause";
  const left = meaning
    ? attributeValue(first.force(), "description")
    : phraseOf(first, ["noun", "conjunction"], "", context).force();
  const right = phraseOf(second, meaning ? ["noun", "conjunction"] : ["noun", "conjunction", "composite"], "", context);
  const text = right.force();
  if (left.kind !== "string") return left;
  return text.kind === "string" ? string(`${left.value}${meaning ? ", or " : " or "}${text.value}`) : text;
}

function mergeEithers(first: Thunk, second: Thunk, functor: Thunk, context: EvalContext): Value {
  const other = functor.force();
  const name = attributeValue(other, "name");
  if (name.kind !== "string" || name.value !== "either") return name.kind === "unknown" ? name : nullValue();
  const types = attributeValue(attributeValue(other, "payload"), "elemType");
  if (types.kind !== "list") return types.kind === "unknown" ? types : nullValue();
  const [left, right] = types.items;
  if (left?.kind !== "item" || right?.kind !== "item") return unknown("the types of `either` are not known");
  const a = mergeTypes(first.force(), left.thunk.force(), context);
  const b = mergeTypes(second.force(), right.thunk.force(), context);
  if (a.kind === "null" || a.kind === "unknown") return a;
  return b.kind === "null" || b.kind === "unknown" ? b : either(known(a), known(b), context);
}

export function oneOf(types: Thunk, context: EvalContext): Value {
  return withItems(types, (items) => {
    const [first, ...others] = items;
    if (!first) return failed("throw", "types.oneOf needs to get at least one type in its argument");
    return others.reduce<Thunk>((left, right) => known(either(left, right, context)), first).force();
  });
}
