/** Nix's `<`: numbers, strings, paths, and lists item by item. */
import type { EvalContext } from "./context.ts";
import { equalThunks } from "./equality.ts";
import { describe } from "./select.ts";
import { failed, type ListValue, type UnknownValue, unknown, type Value } from "./value.ts";

/** Negative, zero or positive as `a` is before, beside or after `b`; unknown where Nix cannot compare or we do not know. */
export function compareValues(a: Value, b: Value, context: EvalContext): number | UnknownValue {
  if (a.kind === "unknown") return a;
  if (b.kind === "unknown") return b;
  if (a.kind === "int" && b.kind === "int") return order(a.value, b.value);
  if ((a.kind === "int" || a.kind === "float") && (b.kind === "int" || b.kind === "float")) {
    return order(Number(a.value), Number(b.value));
  }
  if (a.kind === "string" && b.kind === "string") return compareText(a.value, b.value);
  if (a.kind === "path" && b.kind === "path") return compareText(a.path, b.path);
  if (a.kind === "list" && b.kind === "list") return context.deeper(() => compareLists(a, b, context));
  return failed("type", `${describe(a)} and ${describe(b)} have no order`);
}

function order<T extends bigint | number>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Order of the UTF-8 bytes, which is the order of code points: what Nix sorts strings and attribute names by. */
export function compareText(a: string, b: string): number {
  for (let i = 0; i < a.length && i < b.length; i += 1) {
    const left = a.charCodeAt(i);
    const right = b.charCodeAt(i);
    if (left !== right) return order(codePointRank(left), codePointRank(right));
  }
  return a.length - b.length;
}

/** Surrogates stand for code points above U+FFFF, so they come after every other code unit. */
function codePointRank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}

function compareLists(a: ListValue, b: ListValue, context: EvalContext): number | UnknownValue {
  for (let i = 0; i < a.items.length && i < b.items.length; i += 1) {
    const left = a.items[i];
    const right = b.items[i];
    if (left?.kind !== "item" || right?.kind !== "item" || !left.certain || !right.certain) {
      return unknown("the items of a list are not all known");
    }
    const equal = equalThunks(left.thunk, right.thunk, context);
    if (typeof equal !== "boolean") return equal;
    if (!equal) return compareValues(left.thunk.force(), right.thunk.force(), context);
  }
  const rest = [...a.items.slice(b.items.length), ...b.items.slice(a.items.length)];
  if (rest.some((item) => item.kind === "gap" || !item.certain))
    return unknown("the items of a list are not all known");
  return a.items.length - b.items.length;
}
