/**
 * One of two values, and it is not known which: `if unknown then a else b`. What both agree on stays known; what only one
 * has becomes uncertain; the rest is unknown.
 */
import type { Location } from "../../text/span.ts";
import type { EvalContext } from "./context.ts";
import { attrsOf, listOf } from "./make.ts";
import {
  type Attribute,
  type AttrsValue,
  known,
  type ListItem,
  type ListValue,
  type UnknownValue,
  type Value,
} from "./value.ts";

/** What the choice depends on, and the expression that chooses: the place of what both sides agree on. */
export interface Choice {
  readonly why: UnknownValue;
  readonly at: Location | undefined;
}

export function joinValues(a: Value, b: Value, choice: Choice, context: EvalContext): Value {
  if (a.kind === "list" && b.kind === "list") return joinLists(a, b, choice);
  if (a.kind === "attrs" && b.kind === "attrs") return joinSets(a, b, choice, context);
  return sameScalar(a, b) ? { ...a, at: choice.at } : choice.why;
}

/** Of the same type and equal; never for floats and functions, where equality has its own mind. */
function sameScalar(a: Value, b: Value): boolean {
  switch (a.kind) {
    case "null":
      return b.kind === "null";
    case "bool":
    case "int":
    case "string":
      return b.kind === a.kind && a.value === b.value;
    case "path":
      return b.kind === "path" && a.path === b.path;
    default:
      return false;
  }
}

/** What both lists begin and end with stays; between, each item may be there or not. */
function joinLists(a: ListValue, b: ListValue, { at }: Choice): ListValue {
  const shorter = Math.min(a.items.length, b.items.length);
  let start = 0;
  while (start < shorter && sameItem(a.items[start], b.items[start])) start += 1;
  let end = 0;
  while (end < shorter - start && sameItem(a.items.at(-1 - end), b.items.at(-1 - end))) end += 1;
  const middle = [a, b].flatMap(({ items }) => items.slice(start, items.length - end).map(doubted));
  const shared = (item: ListItem, other: ListItem | undefined) => sharedItem(item, other, at);
  return listOf(
    [
      ...a.items.slice(0, start).map((item, index) => shared(item, b.items[index])),
      ...middle,
      ...a.items.slice(a.items.length - end).map((item, index) => shared(item, b.items[b.items.length - end + index])),
    ],
    at,
  );
}

function doubted(item: ListItem): ListItem {
  return item.kind === "item" && item.certain ? { ...item, certain: false } : item;
}

/** One item that both lists have; if each has its own, no single place is that of the item. */
function sharedItem(item: ListItem, other: ListItem | undefined, at: Location | undefined): ListItem {
  if (item.kind !== "item" || other?.kind !== "item" || item.thunk === other.thunk) return item;
  return { ...item, thunk: known({ ...item.thunk.force(), at }) };
}

function sameItem(a: ListItem | undefined, b: ListItem | undefined): boolean {
  if (a?.kind !== "item" || b?.kind !== "item" || !a.certain || !b.certain) return false;
  return a.thunk === b.thunk || sameScalar(a.thunk.force(), b.thunk.force());
}

function joinSets(a: AttrsValue, b: AttrsValue, choice: Choice, context: EvalContext): AttrsValue {
  const attributes = new Map<string, Attribute>();
  for (const name of new Set([...a.attributes.keys(), ...b.attributes.keys()])) {
    const left = a.attributes.get(name);
    const right = b.attributes.get(name);
    if (left && right) attributes.set(name, joinAttributes(left, right, choice, context));
    else if (left) attributes.set(name, { ...left, certain: false });
    else if (right) attributes.set(name, { ...right, certain: false });
  }
  return attrsOf(attributes, a.open ?? b.open, choice.at);
}

function joinAttributes(left: Attribute, right: Attribute, choice: Choice, context: EvalContext): Attribute {
  if (left === right) return left;
  return {
    name: left.name,
    key: left.key,
    // To remove one of two bindings is no way to remove the attribute.
    binding: undefined,
    certain: left.certain && right.certain,
    thunk:
      left.thunk === right.thunk
        ? left.thunk
        : context.lazy(() => joinValues(left.thunk.force(), right.thunk.force(), choice, context)),
  };
}
