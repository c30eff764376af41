/** Nix's `==`: deep, by value. Undecidable where a part that decides is not known. */
import type { EvalContext } from "./context.ts";
import { selectAttribute } from "./select.ts";
import {
  type AttrsValue,
  type FloatValue,
  type IntValue,
  type ListValue,
  type UnknownValue,
  unknown,
  type Value,
} from "./value.ts";

/** Whether two values are equal; unknown where it depends on something not known. One certain difference is enough for false. */
export function equalValues(a: Value, b: Value, context: EvalContext): boolean | UnknownValue {
  if (a.kind === "unknown") return a;
  if (b.kind === "unknown") return b;
  if (isNumber(a) && isNumber(b)) return equalNumbers(a, b);
  // Nix compares functions by identity in some places and not at all in others.
  if (a.kind === "function" && b.kind === "function") return unknown("functions cannot be compared");
  if (a.kind === "null" && b.kind === "null") return true;
  if (a.kind === "bool" && b.kind === "bool") return a.value === b.value;
  if (a.kind === "string" && b.kind === "string") return a.value === b.value;
  if (a.kind === "path" && b.kind === "path") return a.path === b.path;
  if (a.kind === "list" && b.kind === "list") return context.deeper(() => equalLists(a, b, context));
  if (a.kind === "attrs" && b.kind === "attrs") return context.deeper(() => equalSets(a, b, context));
  return false;
}

function isNumber(value: Value): value is IntValue | FloatValue {
  return value.kind === "int" || value.kind === "float";
}

function equalNumbers(a: IntValue | FloatValue, b: IntValue | FloatValue): boolean | UnknownValue {
  if (a.kind === "int" && b.kind === "int") return a.value === b.value;
  const [left, right] = [Number(a.value), Number(b.value)];
  // Nix finds a value that is not a number equal to itself in some places only.
  if (Number.isNaN(left) || Number.isNaN(right)) return unknown("a float is not a number");
  return left === right;
}

function equalLists(a: ListValue, b: ListValue, context: EvalContext): boolean | UnknownValue {
  const fixed = [...a.items, ...b.items].every((item) => item.kind === "item" && item.certain);
  if (!fixed) return unknown("the items of a list are not all known");
  if (a.items.length !== b.items.length) return false;
  let doubt: UnknownValue | undefined;
  for (const [index, left] of a.items.entries()) {
    const right = b.items[index];
    if (left.kind !== "item" || right?.kind !== "item") continue;
    const equal = equalValues(left.thunk.force(), right.thunk.force(), context);
    if (equal === false) return false;
    if (equal !== true) doubt ??= equal;
  }
  return doubt ?? true;
}

function equalSets(a: AttrsValue, b: AttrsValue, context: EvalContext): boolean | UnknownValue {
  // Nix compares two derivations by their `outPath` alone.
  if (mayBeDerivation(a) && mayBeDerivation(b)) return unknown("derivations are not built");
  let doubt: UnknownValue | undefined = a.open ?? b.open;
  for (const name of new Set([...a.attributes.keys(), ...b.attributes.keys()])) {
    const left = selectAttribute(a, name);
    const right = selectAttribute(b, name);
    if (left.kind === "unknown") doubt ??= left.unknown;
    else if (right.kind === "unknown") doubt ??= right.unknown;
    else if (left.kind === "absent" || right.kind === "absent") return false;
    else {
      const equal = equalValues(left.attribute.thunk.force(), right.attribute.thunk.force(), context);
      if (equal === false) return false;
      if (equal !== true) doubt ??= equal;
    }
  }
  return doubt ?? true;
}

function mayBeDerivation(set: AttrsValue): boolean {
  if (selectAttribute(set, "outPath").kind === "absent") return false;
  const type = selectAttribute(set, "type");
  if (type.kind !== "found") return type.kind === "unknown";
  const value = type.attribute.thunk.force();
  return value.kind === "unknown" || (value.kind === "string" && value.value === "derivation");
}
