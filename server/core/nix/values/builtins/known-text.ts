/** Building a text from parts that may not be known: one such part makes the whole not known. */
import { MAX_TEXT } from "../budget.ts";
import { coerceToString } from "../coerce.ts";
import { string } from "../make.ts";
import { describe, selectAttribute } from "../select.ts";
import { failed, known, type Thunk, type UnknownValue, unknown, type Value } from "../value.ts";
import { certainItems, doubt, isUnknown, notA, withAttrs } from "./arguments.ts";
import { sortedAttributes } from "./attrs-access.ts";
import type { Call } from "./define.ts";

/** A text, or why it is not known. */
export type Text = string | UnknownValue;

export function textResult(text: Text): Value {
  return isUnknown(text) ? text : string(text);
}

/** The texts with a separator between them. Later ones are not asked for after one that is not known. */
export function joinTexts(texts: Iterable<Text>, separator = ""): Text {
  const parts: string[] = [];
  let length = 0;
  for (const text of texts) {
    if (isUnknown(text)) return text;
    parts.push(text);
    length += text.length + separator.length;
    if (length > MAX_TEXT) return unknown("the text becomes too long");
  }
  return parts.join(separator);
}

/** What `"${value}"` gives. */
export function interpolated(value: Value, call: Call): Text {
  const text = coerceToString(value, "interpolation", call.context);
  return text.kind === "string" ? text.value : text;
}

/** What `toString` gives. */
export function shown(value: Value, call: Call): Text {
  const text = coerceToString(value, "toString", call.context);
  return text.kind === "string" ? text.value : text;
}

/** A text and nothing that merely becomes one. */
export function plainText(value: Value): Text {
  return value.kind === "string" ? value.value : notA("a string", value);
}

export interface Member {
  readonly name: string;
  readonly thunk: Thunk;
}

/** The members of a set, by name, where all of them are known to be there. */
export function membersOf(value: Value): readonly Member[] | UnknownValue {
  if (value.kind !== "attrs") return notA("a set", value);
  if (value.open !== undefined) return value.open;
  const members = sortedAttributes(value);
  const doubted = members.find(({ certain }) => !certain);
  return doubted === undefined ? members : unknown(`\`${doubted.name}\` depends on something that is not known`);
}

/** The items of a list where all of them are known to be there. */
export function itemsOf(value: Value): readonly Thunk[] | UnknownValue {
  return value.kind === "list" ? (certainItems(value) ?? doubt(value)) : notA("a list", value);
}

/** A member of the set that a function takes apart; undefined where it is not given. */
export type Options = (name: string) => Thunk | undefined;

/** The argument of a function `{ a ? …, b ? … }: …`. A member of another name stops Nix. */
export function withOptions(thunk: Thunk, names: readonly string[], use: (option: Options) => Value): Value {
  return withAttrs(thunk, (set) => {
    for (const { name, certain } of set.attributes.values()) {
      if (!names.includes(name)) {
        return certain ? failed("arguments", `\`${name}\` is no argument here`) : unknown(`\`${name}\` may be given`);
      }
    }
    return use((name) => {
      const selection = selectAttribute(set, name);
      if (selection.kind === "absent") return undefined;
      return selection.kind === "found" ? selection.attribute.thunk : known(selection.unknown);
    });
  });
}

/** A switch among the options. */
export function flagOf(option: Thunk | undefined, otherwise: boolean): boolean | UnknownValue {
  if (option === undefined) return otherwise;
  const value = option.force();
  return value.kind === "bool" ? value.value : notA("a boolean", value);
}

/** A text among the options. */
export function textOf(option: Thunk | undefined, otherwise: string): Text {
  return option === undefined ? otherwise : plainText(option.force());
}

/** Whether a value is a derivation, which generators write as its path. */
export function isDerivation(value: Value): boolean | UnknownValue {
  const type = selectAttribute(value, "type");
  if (type.kind === "unknown") return type.unknown;
  if (type.kind === "absent") return false;
  const name = type.attribute.thunk.force();
  return name.kind === "unknown" ? name : name.kind === "string" && name.value === "derivation";
}

/** Why a value is not written in a notation. */
export function hasNo(value: Value, notation: string, call: Call): UnknownValue {
  return value.kind === "unknown" ? value : failed("abort", `${describe(value)} has no ${notation}`, call.at);
}

/** Both texts around what is between, where that is known. */
export function around(start: string, inner: Text, end: string): Text {
  return isUnknown(inner) ? inner : start + inner + end;
}
