/** `//` and `++`, on values that may be known only in part. */
import { attrsOf, gap, listOf } from "./make.ts";
import { describe } from "./select.ts";
import { type Attribute, type ListItem, type UnknownValue, unknown, type Value } from "./value.ts";

/**
 * `left // right`. Whatever the right side may hold can override the left, so an open right side makes the attributes
 * of the left uncertain. Attributes keep their keys and bindings.
 */
export function mergeAttrs(left: Value, right: Value): Value {
  if (left.kind !== "attrs" && left.kind !== "unknown") return notASet(left);
  if (right.kind !== "attrs" && right.kind !== "unknown") return notASet(right);
  const attributes = new Map<string, Attribute>();
  const rightOpen = opening(right);
  if (left.kind === "attrs") {
    for (const [name, attribute] of left.attributes) {
      attributes.set(name, rightOpen && attribute.certain ? { ...attribute, certain: false } : attribute);
    }
  }
  if (right.kind === "attrs") {
    for (const [name, attribute] of right.attributes) attributes.set(name, attribute);
  }
  return attrsOf(attributes, rightOpen ?? opening(left));
}

function opening(value: Value): UnknownValue | undefined {
  if (value.kind === "unknown") return value;
  return value.kind === "attrs" ? value.open : undefined;
}

function notASet(value: Value): UnknownValue {
  return unknown(`\`//\` needs sets, here is ${describe(value)}`);
}

/** Lists one after the other; one that is not known becomes a gap. Unknown where something is no list. */
export function concatLists(lists: readonly Value[]): Value {
  const items: ListItem[] = [];
  for (const value of lists) {
    if (value.kind === "list") for (const item of value.items) items.push(item);
    else if (value.kind === "unknown") items.push(gap(value));
    else return unknown(`a list is needed, here is ${describe(value)}`);
  }
  return listOf(items);
}
