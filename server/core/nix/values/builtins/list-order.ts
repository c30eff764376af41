/** Sorting. The order of a list is known only when every comparison is. */

import type { EvalContext } from "../context.ts";
import { equalValues } from "../equality.ts";
import { int, list } from "../make.ts";
import { compareValues } from "../order.ts";
import { selectAttribute } from "../select.ts";
import { known, type Thunk, type UnknownValue, type Value } from "../value.ts";
import { type Answer, answerOf, isUnknown, notA, withItems } from "./arguments.ts";
import { binary, type Call, ternary, unary } from "./define.ts";
import { naturalParts } from "./versions.ts";

/** Whether `a` stands before `b`. */
type Before<Item> = (a: Item, b: Item) => Answer;

/** A stable merge sort that stops at the first comparison that is not known. */
function sorted<Item>(
  items: readonly Item[],
  before: Before<Item>,
  context: EvalContext,
): readonly Item[] | UnknownValue {
  if (items.length < 2) return items;
  const middle = items.length >> 1;
  const left = sorted(items.slice(0, middle), before, context);
  if (!isItems(left)) return left;
  const right = sorted(items.slice(middle), before, context);
  if (!isItems(right)) return right;
  const merged: Item[] = [];
  let i = 0;
  let j = 0;
  for (;;) {
    const a = left[i];
    const b = right[j];
    if (a === undefined || b === undefined) return [...merged, ...left.slice(i), ...right.slice(j)];
    const swap = context.tick() ?? before(b, a);
    if (typeof swap !== "boolean") return swap;
    merged.push(swap ? b : a);
    if (swap) j += 1;
    else i += 1;
  }
}

export function isItems<Item>(result: readonly Item[] | UnknownValue): result is readonly Item[] {
  return Array.isArray(result);
}

function sortList(items: Thunk, before: Before<Thunk>, call: Call): Value {
  return withItems(items, (thunks) => {
    const result = sorted(thunks, before, call.context);
    return isItems(result) ? list(result) : result;
  });
}

function isLess(a: Thunk, b: Thunk, call: Call): Answer {
  const order = compareValues(a.force(), b.force(), call.context);
  return isUnknown(order) ? order : order < 0;
}

function sortOn(key: Thunk, items: Thunk, call: Call): Value {
  const keys = new Map<Thunk, Thunk>();
  const keyOf = (item: Thunk): Thunk => {
    const known = keys.get(item) ?? call.applied(key, item);
    keys.set(item, known);
    return known;
  };
  return sortList(items, (a, b) => isLess(keyOf(a), keyOf(b), call), call);
}

function naturalSort(items: Thunk, call: Call): Value {
  return sortList(
    items,
    (a, b) => {
      const left = naturalParts(a.force());
      const right = naturalParts(b.force());
      if (left.kind === "unknown") return left;
      if (right.kind === "unknown") return right;
      return isLess(known(left), known(right), call);
    },
    call,
  );
}

/** Item by item with a comparison that gives a negative, zero or positive number; the shorter first. */
function compareLists(compare: Thunk, a: readonly Thunk[], b: readonly Thunk[], call: Call): Value {
  for (let i = 0; ; i++) {
    const left = a[i];
    const right = b[i];
    if (left === undefined || right === undefined) return int(left === right ? 0 : left === undefined ? -1 : 1);
    const order = call.apply(compare, left, right);
    const isEqual = equalValues(order, int(0), call.context);
    if (isEqual !== true) return isEqual === false ? order : isEqual;
  }
}

export const builtins = [
  binary("sort", (before, items, call) => {
    // Nix looks at it even where there is nothing to compare.
    const fn = before.force();
    if (fn.kind !== "function" && selectAttribute(fn, "__functor").kind === "absent") return notA("a function", fn);
    return sortList(items, (a, b) => answerOf(call.apply(before, a, b)), call);
  }),
];

export const lib = [
  ...builtins,
  binary("sortOn", sortOn),
  unary("naturalSort", naturalSort),
  ternary("compareLists", (compare, a, b, call) =>
    withItems(a, (left) => withItems(b, (right) => compareLists(compare, left, right, call))),
  ),
];
