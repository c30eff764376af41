/** Types of single values: booleans, numbers, and what is handed on as it is. Source: nixpkgs' lib/types.nix. */
import { type Answer, isUnknown, withInt } from "../../nix/values/builtins/arguments.ts";
import { binary } from "../../nix/values/builtins/define.ts";
import type { BuiltinDefinition, EvalContext } from "../../nix/values/context.ts";
import { floatText } from "../../nix/values/float-text.ts";
import { attrs, builtinFunction } from "../../nix/values/make.ts";
import { selectAttribute } from "../../nix/values/select.ts";
import { type Attribute, type AttrsValue, failed, known, type Thunk, type Value } from "../../nix/values/value.ts";
import { withCheck } from "./added-check.ts";
import { either } from "./either.ts";
import { makeType, type TypeSpec } from "./make-type.ts";
import { likeliest, mergeDefault, mergeEqual, mergeOne, overlaid } from "./merges.ts";

/** Whether a value is of one of some kinds. */
export function ofKind(...kinds: readonly Value["kind"][]): (value: Value) => Answer {
  return (value) => (value.kind === "unknown" ? value : kinds.includes(value.kind));
}

export function scalarTypes(context: EvalContext): readonly (readonly [string, Value])[] {
  const make = (spec: TypeSpec): AttrsValue => makeType(spec, context);
  const equal = mergeEqual(context);
  const int = make({ name: "int", description: "signed integer", phrase: "noun", check: ofKind("int"), merge: equal });
  const float = make({
    name: "float",
    description: "floating point number",
    phrase: "noun",
    check: ofKind("float"),
    merge: equal,
  });
  const number = either(known(int), known(float), context);
  const within = (type: AttrsValue, lowest: number | bigint, highest: number | bigint): AttrsValue =>
    withCheck(type, (value) => between(value, lowest, highest), context);
  const named = (type: AttrsValue, name: string, description: string, phrase?: string): AttrsValue =>
    renamedType(type, { name, description, phrase });
  const ranged = (name: string, words: string, lowest: number, highest: number): readonly [string, Thunk] => [
    name,
    known(
      named(
        within(int, lowest, highest),
        `${words.startsWith("signed") ? "signedInt" : "unsignedInt"}${name.slice(1)}`,
        `${name.slice(1)} bit ${words}; between ${lowest} and ${highest} (both inclusive)`,
      ),
    ),
  ];
  const u16 = ranged("u16", "unsigned integer", 0, 65535);
  const meaning = "nonRestrictiveClause";
  const ints = attrs([
    ["between", known(builtinFunction(rangeOf(int, "integer", "intBetween", "ints.between", context), context))],
    ["unsigned", known(named(within(int, 0, Infinity), "unsignedInt", "unsigned integer, meaning >=0", meaning))],
    ["positive", known(named(within(int, 1, Infinity), "positiveInt", "positive integer, meaning >0", meaning))],
    ranged("u8", "unsigned integer", 0, 255),
    u16,
    ranged("u32", "unsigned integer", 0, 4294967295),
    ranged("s8", "signed integer", -128, 127),
    ranged("s16", "signed integer", -32768, 32767),
    ranged("s32", "signed integer", -2147483648, 2147483647),
  ]);
  const numberWords = "integer or floating point number";
  const numbers = attrs([
    [
      "between",
      known(builtinFunction(rangeOf(number, numberWords, "numberBetween", "numbers.between", context), context)),
    ],
    [
      "nonnegative",
      known(
        named(within(number, 0, Infinity), "numberNonnegative", `nonnegative ${numberWords}, meaning >=0`, meaning),
      ),
    ],
    [
      "positive",
      known(
        named(
          withCheck(number, (value) => above(value, 0), context),
          "numberPositive",
          `positive ${numberWords}, meaning >0`,
          meaning,
        ),
      ),
    ],
  ]);
  const anyValue = (): Answer => true;
  return [
    ["raw", make({ name: "raw", description: "raw value", phrase: "noun", check: anyValue, merge: mergeOne })],
    ["unspecified", unspecifiedType(context)],
    ["bool", make({ name: "bool", description: "boolean", phrase: "noun", check: ofKind("bool"), merge: equal })],
    ["boolByOr", make(boolByOr)],
    ["int", int],
    ["ints", ints],
    ["port", u16[1].force()],
    ["float", float],
    ["number", number],
    ["numbers", numbers],
    [
      "attrs",
      make({
        name: "attrs",
        description: "attribute set",
        check: ofKind("attrs"),
        merge: (_loc, defs) => overlaid(defs),
        empty: known(attrs([])),
      }),
    ],
    [
      "luaInline",
      make({
        name: "luaInline",
        description: "inline lua",
        phrase: "noun",
        check: (value) => tagIs(value, "lua-inline"),
        merge: equal,
      }),
    ],
    [
      "optionDeclaration",
      make({
        name: "optionDeclaration",
        description: "option declaration",
        phrase: "noun",
        check: (value) => {
          const option = tagIs(value, "option");
          if (option !== true) return option;
          const evaluated = selectAttribute(value, "value");
          return evaluated.kind === "unknown" ? evaluated.unknown : evaluated.kind === "absent";
        },
        merge: mergeDefault(context),
      }),
    ],
  ];
}

/** The type of an option that has none. */
export function unspecifiedType(context: EvalContext): AttrsValue {
  const description = "unspecified value";
  const merge = mergeDefault(context);
  return makeType({ name: "unspecified", description, phrase: "noun", check: () => true, merge }, context);
}

const boolByOr: TypeSpec = {
  name: "boolByOr",
  description: "boolean (merged using or)",
  phrase: "noun",
  check: ofKind("bool"),
  merge: (_loc, defs) => {
    const isTrue = ({ value }: { readonly value: Value }): boolean => value.kind === "bool" && value.value;
    const on = defs.find((def) => def.certain && isTrue(def));
    if (on) return { value: on.value, certain: true, first: on };
    const certainlyOff = defs.every((def) => def.certain && def.value.kind === "bool");
    const [first] = defs;
    return certainlyOff && first ? { value: first.value, certain: true, first } : likeliest(defs);
  },
};

/** Whether a set says of itself what it is. */
export function tagIs(value: Value, tag: string): Answer {
  const selection = selectAttribute(value, "_type");
  if (selection.kind === "unknown") return selection.unknown;
  if (selection.kind === "absent") return false;
  const text = selection.attribute.thunk.force();
  return text.kind === "unknown" ? text : text.kind === "string" && text.value === tag;
}

function between(value: Value, lowest: number | bigint, highest: number | bigint): Answer {
  if (value.kind === "unknown") return value;
  return (value.kind === "int" || value.kind === "float") && value.value >= lowest && value.value <= highest;
}

function above(value: Value, limit: number): Answer {
  if (value.kind === "unknown") return value;
  return (value.kind === "int" || value.kind === "float") && value.value > limit;
}

/** `ints.between` and `numbers.between` */
function rangeOf(type: AttrsValue, words: string, name: string, call: string, context: EvalContext): BuiltinDefinition {
  const made = (lowest: number | bigint, highest: number | bigint, shownAs: string): Value =>
    lowest > highest
      ? failed("throw", `${call}: lowest must be smaller than highest`)
      : renamedType(
          withCheck(type, (value) => between(value, lowest, highest), context),
          { name, description: `${words} between ${shownAs} (both inclusive)` },
        );
  if (name === "intBetween") {
    return binary("between", (low, high) =>
      withInt(low, (lowest) => withInt(high, (highest) => made(lowest, highest, `${lowest} and ${highest}`))),
    );
  }
  return binary("between", (low, high) => {
    const [lowest, highest] = [low.force(), high.force()];
    if (isUnknown(lowest)) return lowest;
    if (isUnknown(highest)) return highest;
    const limit = (value: Value): number | bigint | undefined =>
      value.kind === "int" || value.kind === "float" ? value.value : undefined;
    const [from, to] = [limit(lowest), limit(highest)];
    if (from === undefined || to === undefined) return failed("type", "`numbers.between` needs two numbers");
    return made(from, to, `${numberText(from)} and ${numberText(to)}`);
  });
}

function numberText(value: number | bigint): string {
  return typeof value === "bigint" ? value.toString() : floatText(value);
}

/** The same type under another name. */
export function renamedType(
  type: AttrsValue,
  {
    name,
    description,
    phrase,
  }: { readonly name: string; readonly description: string; readonly phrase?: string | undefined },
): AttrsValue {
  const texts: readonly (readonly [string, string])[] = [
    ["name", name],
    ["description", description],
    ...(phrase === undefined ? [] : [["descriptionClass", phrase] as const]),
  ];
  return withMembers(
    type,
    texts.map(([key, text]) => [key, known({ kind: "string", value: text, at: undefined })]),
  );
}

/** `type // { … }` */
export function withMembers(type: AttrsValue, members: readonly (readonly [string, Thunk])[]): AttrsValue {
  const attributes = new Map<string, Attribute>();
  // The set may be the whole of `lib`: unlike an iterator this makes no pairs.
  type.attributes.forEach((own, name) => {
    attributes.set(name, own);
  });
  for (const [name, thunk] of members) {
    attributes.set(name, { name, thunk, key: undefined, binding: undefined, certain: true });
  }
  return { ...type, attributes };
}
