/** Types that choose: one of several types, one of several values, null or something. Source: nixpkgs' lib/types.nix. */
import { type Answer, withAttrs, withItems } from "../../nix/values/builtins/arguments.ts";
import type { EvalContext } from "../../nix/values/context.ts";
import { equalValues } from "../../nix/values/equality.ts";
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
import { around, elementFunctor, elementType, phraseOf } from "./element.ts";
import { makeType, mergeTypes } from "./make-type.ts";
import { likeliest, mergeEqual, mergeOne, shown, stopped } from "./merges.ts";
import type { Defined, MergedValue, OptionPath, OptionType } from "./option-type.ts";

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
          eitherOf(
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

function eitherOf(types: Thunk, context: EvalContext): Value {
  return oneOf(types, context);
}

export function oneOf(types: Thunk, context: EvalContext): Value {
  return withItems(types, (items) => {
    const [first, ...others] = items;
    if (!first) return failed("throw", "types.oneOf needs to get at least one type in its argument");
    return others.reduce<Thunk>((left, right) => known(either(left, right, context)), first).force();
  });
}

export function nullOr(element: Thunk, context: EvalContext): AttrsValue {
  const type = elementType(element, context);
  const remake = (other: Thunk): Value => nullOr(other, context);
  return makeType(
    {
      name: "nullOr",
      description: phraseOf(element, ["noun", "conjunction"], "null or ", context),
      phrase: "conjunction",
      check: (value) => (value.kind === "null" ? true : type().check(value)),
      merge: (loc, defs) => {
        const nulls = defs.filter(({ value }) => value.kind === "null");
        const rest = defs.filter(({ value }) => value.kind !== "null");
        if (nulls.length === 0) return type().merge(loc, defs);
        if (rest.length === 0) return mergeEqual(context)(loc, defs);
        const certainRest = rest.filter(({ certain }) => certain);
        const certainNull = nulls.some(({ certain }) => certain);
        if (certainNull && certainRest.some(({ value }) => value.kind !== "unknown")) {
          const why = `The option \`${shown(loc)}' is defined both null and not null.`;
          return stopped(why, nulls[0]?.binding);
        }
        if (certainNull) return mergeEqual(context)(loc, nulls);
        if (certainRest.length > 0) return type().merge(loc, rest);
        return { ...likeliest(rest), certain: false };
      },
      empty: known(nullValue()),
      functor: elementFunctor("nullOr", element, remake, context),
      ...around(element, remake, undefined, context),
    },
    context,
  );
}

/** `enum [ … ]` */
export function enumType(values: Thunk, context: EvalContext): Value {
  return makeType(
    {
      name: "enum",
      description: context.lazy(() => enumText(values)),
      phrase: context.lazy(() => {
        const all = values.force();
        return all.kind === "list" ? string(all.items.length < 2 ? "noun" : "conjunction") : all;
      }),
      check: (value) => isAmong(value, values.force(), context),
      merge: mergeEqual(context),
      functor: {
        payload: known(attrs([["values", values]])),
        type: (payload) =>
          enumType(
            context.lazy(() => attributeValue(payload.force(), "values")),
            context,
          ),
        together: (a, b) => {
          const [left, right] = [attributeValue(a.force(), "values"), attributeValue(b.force(), "values")];
          if (left.kind !== "list" || right.kind !== "list") return unknown("the values of an `enum` are not known");
          return attrs([["values", known({ ...left, items: [...left.items, ...right.items] })]]);
        },
      },
    },
    context,
  );
}

function isAmong(value: Value, values: Value, context: EvalContext): Answer {
  if (value.kind === "unknown") return value;
  if (values.kind !== "list") return values.kind === "unknown" ? values : failed("type", "`enum` needs a list");
  let doubt: UnknownValue | undefined;
  for (const item of values.items) {
    if (item.kind === "gap") doubt ??= item.unknown;
    else {
      const equal = equalValues(value, item.thunk.force(), context);
      if (equal === true && item.certain) return true;
      if (equal !== false) doubt ??= equal === true ? unknown("a value of an `enum` is not certain") : equal;
    }
  }
  return doubt ?? false;
}

function enumText(values: Thunk): Value {
  const all = values.force();
  if (all.kind !== "list") return all;
  const words = all.items.map((item) => (item.kind === "item" ? enumWord(item.thunk.force()) : "…"));
  if (words.length === 0) return string("impossible (empty enum)");
  return string(words.length === 1 ? `value ${words[0]} (singular enum)` : `one of ${words.join(", ")}`);
}

function enumWord(value: Value): string {
  switch (value.kind) {
    case "string":
      return `"${value.value}"`;
    case "int":
      return value.value.toString();
    case "bool":
      return String(value.value);
    default:
      return `<${value.kind === "attrs" ? "set" : value.kind === "function" ? "lambda" : value.kind}>`;
  }
}

/** `coercedTo from f to`: a definition that fits `from` goes through `f` first. */
export function coercedTo(from: Thunk, coerce: Thunk, to: Thunk, context: EvalContext): Value {
  const [source, target] = [elementType(from, context), elementType(to, context)];
  const coerced = (value: Value): Value => context.apply(coerce.force(), [known(value)], undefined);
  const check = (value: Value): Answer => {
    const fromSource = source().check(value);
    if (fromSource === true) {
      const fits = target().check(coerced(value));
      if (fits !== false) return fits;
    } else if (fromSource !== false) return fromSource;
    return target().check(value);
  };
  const coercedDefinition = (loc: OptionPath, def: Defined): Defined => {
    const fits = source().fits(loc, [def]);
    if (fits === true) return { ...def, value: coerced(def.value) };
    return fits === false ? def : { ...def, value: fits };
  };
  const modules = context.lazy(() => attributeValue(from.force(), "getSubModules"));
  return makeType(
    {
      name: "coercedTo",
      description: context.lazy(() => {
        const [final, first] = [phraseOf(to, ["noun"], "", context), phraseOf(from, ["noun"], " or ", context)];
        const [a, b] = [final.force(), first.force()];
        if (a.kind !== "string") return a;
        return b.kind === "string" ? string(`${a.value}${b.value} convertible to it`) : b;
      }),
      check,
      fits: (loc, defs) => {
        const submodules = modules.force();
        if (submodules.kind === "list") return failed("assertion", "coercedTo: coercedType must not have submodules");
        return target().fits(
          loc,
          defs.map((def) => coercedDefinition(loc, def)),
        );
      },
      merge: (loc, defs) =>
        target().merge(
          loc,
          defs.map((def) => coercedDefinition(loc, def)),
        ),
      emptyValue: context.lazy(() => attributeValue(to.force(), "emptyValue")),
      typeMerge: () => nullValue(),
      ...around(to, (other) => coercedTo(from, coerce, other, context), undefined, context),
      nested: [
        ["coercedType", from],
        ["finalType", to],
      ],
    },
    context,
  );
}

/** `unique { message = "…"; } type`, and `uniq type` without a message. */
export function unique(message: string, element: Thunk, context: EvalContext): Value {
  const type = elementType(element, context);
  const remake = (other: Thunk): Value => unique(message, other, context);
  return makeType(
    {
      name: "unique",
      description: context.lazy(() => attributeValue(element.force(), "description")),
      phrase: context.lazy(() => attributeValue(element.force(), "descriptionClass")),
      check: (value) => type().check(value),
      merge: (loc, defs) => {
        const certain = defs.filter((def) => def.certain);
        if (certain.length > 1) return mergeOne(loc, defs, message);
        if (defs.length === 1) return type().merge(loc, defs);
        return certain.length === 1 ? type().merge(loc, certain) : likeliest(defs);
      },
      emptyValue: context.lazy(() => attributeValue(element.force(), "emptyValue")),
      functor: elementFunctor("unique", element, remake, context),
      ...around(element, remake, undefined, context),
    },
    context,
  );
}

/** `uniqueOf { message = …; }` */
export function uniqueWith(options: Thunk, element: Thunk, context: EvalContext): Value {
  return withAttrs(options, (given) => {
    const message = attributeValue(given, "message");
    return unique(message.kind === "string" ? message.value : "", element, context);
  });
}
