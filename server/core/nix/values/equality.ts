/**
 * Nix's `==`: deep, by value. Undecidable where a part that decides is not known. Below the surface Nix takes what is the
 * same object in its memory for equal without a look inside (functions too, which otherwise equal nothing), so an error
 * inside something that may be one object is no certain error.
 */
import type { EvalContext } from "./context.ts";
import { perhaps } from "./make.ts";
import { selectAttribute } from "./select.ts";
import { DelayedExpr } from "./thunk.ts";
import {
  type AttrsValue,
  type FloatValue,
  type IntValue,
  type ListValue,
  type Thunk,
  type UnknownValue,
  unknown,
  type Value,
} from "./value.ts";

type Equal = boolean | UnknownValue;

/** Whether two values are equal; unknown where it depends on something not known. One certain difference is enough for false. */
export function equalValues(a: Value, b: Value, context: EvalContext): Equal {
  if (a.kind === "unknown") return a;
  if (b.kind === "unknown") return b;
  if (isNumber(a) && isNumber(b)) return equalNumbers(a, b);
  switch (a.kind) {
    case "null":
      return b.kind === "null";
    case "bool":
    case "string":
      return b.kind === a.kind && a.value === b.value;
    case "path":
      return b.kind === "path" && a.path === b.path;
    case "list":
      return b.kind === "list" && context.speculate(() => equalLists(a, b, context));
    case "attrs":
      return b.kind === "attrs" && context.speculate(() => equalSets(a, b, context));
    case "function":
    case "int":
    case "float":
      return false;
    default:
      return a satisfies never;
  }
}

/** The same for what lists and sets hold. */
export function equalThunks(left: Thunk, right: Thunk, context: EvalContext): Equal {
  const a = left.force();
  const b = right.force();
  if (a.kind === "unknown") return a;
  if (b.kind === "unknown") return b;
  // A name that is used twice, or one attribute of one set.
  if (left === right && left instanceof DelayedExpr) return true;
  if (!maybeOneObject(a, b)) return equalValues(a, b, context);
  if (a.kind === "function") return unknown("whether two functions are one is not known");
  if (a.kind === "float") return left === right ? unknown("a float may not be a number") : equalValues(a, b, context);
  const equal = equalValues(a, b, context);
  return typeof equal === "boolean" ? equal : perhaps(equal);
}

/** False where the values were certainly made apart. */
function maybeOneObject(a: Value, b: Value): boolean {
  switch (a.kind) {
    case "list":
      return b.kind === "list" && a.items === b.items;
    case "attrs":
      return b.kind === "attrs" && a.attributes === b.attributes;
    case "function":
      return b.kind === "function" && a.call === b.call;
    default:
      return a.kind === b.kind;
  }
}

export function isNumber(value: Value): value is IntValue | FloatValue {
  return value.kind === "int" || value.kind === "float";
}

function equalNumbers(a: IntValue | FloatValue, b: IntValue | FloatValue): boolean {
  if (a.kind === "int" && b.kind === "int") return a.value === b.value;
  return Number(a.value) === Number(b.value);
}

function equalLists(a: ListValue, b: ListValue, context: EvalContext): Equal {
  const fixed = [...a.items, ...b.items].every((item) => item.kind === "item" && item.certain);
  if (!fixed) return unknown("the items of a list are not all known");
  if (a.items.length !== b.items.length) return false;
  let doubt: UnknownValue | undefined;
  for (const [index, left] of a.items.entries()) {
    const right = b.items[index];
    if (left.kind !== "item" || right?.kind !== "item") continue;
    const equal = equalThunks(left.thunk, right.thunk, context);
    if (equal === false) return false;
    // Nix comes here for certain if all before are equal, and goes no further.
    if (equal !== true && equal.failure !== undefined) return doubt ?? equal;
    if (equal !== true) doubt ??= equal;
  }
  return doubt ?? true;
}

function equalSets(a: AttrsValue, b: AttrsValue, context: EvalContext): Equal {
  const derivations = bothDerivations(a, b);
  // Nix compares two derivations by their `outPath` alone.
  if (derivations === true) return equalPaths(a, b, context);
  if (derivations !== false) return derivations;
  if (isClosed(a) && isClosed(b) && a.attributes.size !== b.attributes.size) return false;
  let doubt: UnknownValue | undefined = a.open ?? b.open;
  let stops: UnknownValue | undefined;
  let different = false;
  for (const name of new Set([...a.attributes.keys(), ...b.attributes.keys()])) {
    const left = selectAttribute(a, name);
    const right = selectAttribute(b, name);
    if (left.kind === "unknown") doubt ??= left.unknown;
    else if (right.kind === "unknown") doubt ??= right.unknown;
    else if (left.kind === "absent" || right.kind === "absent") different = true;
    else {
      const equal = equalThunks(left.attribute.thunk, right.attribute.thunk, context);
      if (equal === false) different = true;
      else if (equal !== true && equal.failure !== undefined) stops ??= equal;
      else if (equal !== true) doubt ??= equal;
    }
  }
  // Whether Nix meets the difference or the error first depends on the order of its table of names.
  if (different) return stops ? perhaps(stops) : false;
  return doubt ?? stops ?? true;
}

function isClosed(set: AttrsValue): boolean {
  if (set.open) return false;
  for (const { certain } of set.attributes.values()) if (!certain) return false;
  return true;
}

function equalPaths(a: AttrsValue, b: AttrsValue, context: EvalContext): Equal {
  const left = selectAttribute(a, "outPath");
  const right = selectAttribute(b, "outPath");
  if (left.kind !== "found" || right.kind !== "found") return unknown("derivations are not built");
  return equalThunks(left.attribute.thunk, right.attribute.thunk, context);
}

/** Whether Nix takes both for derivations. */
function bothDerivations(a: AttrsValue, b: AttrsValue): Equal {
  const first = isDerivation(a);
  if (first === false || (first !== true && first.failure !== undefined)) return first;
  const second = isDerivation(b);
  return second === true ? first : first === true || second === false ? second : first;
}

function isDerivation(set: AttrsValue): Equal {
  const type = selectAttribute(set, "type");
  if (type.kind === "absent") return false;
  const value = type.kind === "found" ? type.attribute.thunk.force() : type.unknown;
  if (value.kind !== "unknown") return value.kind === "string" && value.value === "derivation" && hasOutPath(set);
  if (value.failure !== undefined) return value;
  return hasOutPath(set) && value;
}

function hasOutPath(set: AttrsValue): boolean {
  return selectAttribute(set, "outPath").kind !== "absent";
}
