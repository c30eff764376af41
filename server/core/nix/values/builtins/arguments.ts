/**
 * Taking an argument as what it has to be. What is not known stays not known; what Nix rejects is a failure.
 */
import { coerceToString } from "../coerce.ts";
import { bool } from "../make.ts";
import { describe, selectAttribute } from "../select.ts";
import {
  type AttrsValue,
  failed,
  type ListItem,
  type ListValue,
  type Thunk,
  type UnknownValue,
  unknown,
  type Value,
} from "../value.ts";
import type { Call } from "./define.ts";

/** Yes, no, or why it is not known. */
export type Answer = boolean | UnknownValue;

export function isUnknown(value: Value | boolean | number | string): value is UnknownValue {
  return typeof value === "object" && value.kind === "unknown";
}

/** Why `value` cannot be used where `needed` ("a list") is: it is not known, or Nix stops at its type. */
export function notA(needed: string, value: Value): UnknownValue {
  return value.kind === "unknown" ? value : failed("type", `${needed} is needed, here is ${describe(value)}`);
}

export function withList(thunk: Thunk, use: (list: ListValue) => Value): Value {
  const value = thunk.force();
  return value.kind === "list" ? use(value) : notA("a list", value);
}

export function withAttrs(thunk: Thunk, use: (set: AttrsValue) => Value): Value {
  const value = thunk.force();
  return value.kind === "attrs" ? use(value) : notA("a set", value);
}

export function withInt(thunk: Thunk, use: (int: bigint) => Value): Value {
  const value = thunk.force();
  return value.kind === "int" ? use(value.value) : notA("an integer", value);
}

/** A string and nothing that merely becomes one. */
export function withString(thunk: Thunk, use: (text: string) => Value): Value {
  const value = thunk.force();
  return value.kind === "string" ? use(value.value) : notA("a string", value);
}

/** What Nix takes for text where it interpolates: strings, sets with `__toString` or `outPath`. */
export function withText(thunk: Thunk, call: Call, use: (text: string) => Value): Value {
  const text = coerceToString(thunk.force(), "interpolation", call.context);
  return text.kind === "unknown" ? text : use(text.value);
}

/** What `toString` makes of it. */
export function withAnyText(thunk: Thunk, call: Call, use: (text: string) => Value): Value {
  const text = coerceToString(thunk.force(), "toString", call.context);
  return text.kind === "unknown" ? text : use(text.value);
}

/** The items of a list that is known from its first to its last item. */
export function withItems(thunk: Thunk, use: (items: readonly Thunk[]) => Value): Value {
  return withList(thunk, (list) => {
    const items = certainItems(list);
    return items !== undefined ? use(items) : doubt(list);
  });
}

/** A list of strings, known from its first to its last. */
export function withStrings(thunk: Thunk, use: (texts: readonly string[]) => Value): Value {
  return withItems(thunk, (items) => {
    const texts: string[] = [];
    for (const item of items) {
      const value = item.force();
      if (value.kind !== "string") return notA("a string", value);
      texts.push(value.value);
    }
    return use(texts);
  });
}

/** Undefined where the list has gaps or uncertain items. */
export function certainItems(list: ListValue): readonly Thunk[] | undefined {
  const thunks: Thunk[] = [];
  for (const item of list.items) {
    if (item.kind !== "item" || !item.certain) return undefined;
    thunks.push(item.thunk);
  }
  return thunks;
}

/** Why a list with gaps or uncertain items is not known whole. */
export function doubt(list: ListValue): UnknownValue {
  return doubtOf(list.items);
}

export function doubtOf(items: readonly ListItem[]): UnknownValue {
  for (const item of items) if (item.kind === "gap") return item.unknown;
  return unknown("the items of a list are not all known");
}

export function answerOf(value: Value): Answer {
  return value.kind === "bool" ? value.value : notA("a boolean", value);
}

/** Goes on with yes or no. */
export function decide(thunk: Thunk, yes: () => Value, no: () => Value, notKnown: (why: UnknownValue) => Value): Value {
  const answer = answerOf(thunk.force());
  return answer === true ? yes() : answer === false ? no() : notKnown(answer);
}

export function answerValue(answer: Answer): Value {
  return typeof answer === "boolean" ? bool(answer) : answer;
}

export function opposite(answer: Answer): Answer {
  return typeof answer === "boolean" ? !answer : answer;
}

/** `value.name or absent` */
export function attributeOr(value: Value, name: string, absent: () => Value): Value {
  const selection = selectAttribute(value, name);
  if (selection.kind === "unknown") return selection.unknown;
  return selection.kind === "found" ? selection.attribute.thunk.force() : absent();
}

/** `value ? name` */
export function hasAttribute(value: Value, name: string): Answer {
  const selection = selectAttribute(value, name);
  return selection.kind === "unknown" ? selection.unknown : selection.kind === "found";
}
