/** `//` and `++`, on values that may be known only in part. */

import { attrsOf, gap, listOf } from "./make.ts";
import { describe } from "./select.ts";
import { type Attribute, failed, type ListItem, stops, type UnknownValue, type Value } from "./value.ts";

/**
 * `left // right`. Whatever the right side may hold can override the left, so an open right side makes the attributes
 * of the left uncertain. Attributes keep their keys and bindings.
 */
export function mergeAttrs(left: Value, right: Value): Value {
  if (left.kind !== "attrs" && left.kind !== "unknown") return notASet(left);
  if (stops(left)) return left;
  if (right.kind !== "attrs" && right.kind !== "unknown") return left.kind === "unknown" ? left : notASet(right);
  if (stops(right)) return left.kind === "unknown" ? left : right;
  if (left.kind === "attrs" && right.kind === "attrs") {
    // Also keeps equality cheap, and Nix does the same.
    if (right.attributes.size === 0 && !right.open) return left;
    if (left.attributes.size === 0 && !left.open) return right;
  }
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
  return failed("type", `\`//\` needs sets, here is ${describe(value)}`);
}

/** Lists one after the other; one that is not known becomes a gap. Unknown where something is no list, or Nix stops at one. */
export function concatLists(lists: readonly Value[]): Value {
  const items: ListItem[] = [];
  let doubt: UnknownValue | undefined;
  for (const value of lists) {
    if (value.kind === "list") for (const item of value.items) items.push(item);
    else if (value.kind === "unknown" && value.failure === undefined) {
      items.push(gap(value));
      doubt ??= value;
    } else if (doubt) return doubt;
    else return stops(value) ? value : failed("type", `a list is needed, here is ${describe(value)}`);
  }
  return listOf(items);
}
