/**
 * Folding a list to one value. At a gap the value so far becomes unknown and folding goes on: what the later items
 * settle is settled whatever came before.
 */
import { perhaps } from "../make.ts";
import { known, type ListItem, stops, type Thunk, type UnknownValue, unknown, type Value } from "../value.ts";
import { withList } from "./arguments.ts";
import { type Call, renamed, ternary } from "./define.ts";

/** Folds longer than this are computed from the inside out, so that they do not run out of depth. */
const MAX_NESTED_STEPS = 40;

function missing(entry: ListItem): UnknownValue {
  return entry.kind === "gap" ? entry.unknown : unknown("an item of a list depends on something that is not known");
}

/** From the left, each step computed at once; an error in one is an error of the whole. */
function foldStrict(op: Thunk, start: Thunk, items: readonly ListItem[], call: Call): Value {
  return foldSteps(start, items, (result, item) => call.apply(op, result, item));
}

/** The same with a step of our own. */
export function foldSteps(
  start: Thunk,
  items: readonly ListItem[],
  step: (result: Thunk, item: Thunk) => Value,
): Value {
  let result = start;
  let isDoubtful = false;
  for (const entry of items) {
    const isCertain = entry.kind === "item" && entry.certain;
    const next = isCertain ? step(result, entry.thunk) : missing(entry);
    if (stops(next)) return isDoubtful ? perhaps(next) : next;
    isDoubtful ||= !isCertain;
    result = known(next);
  }
  return result.force();
}

/** One step inside the next; each computed when the function asks for it. */
function foldLazy(
  items: readonly ListItem[],
  start: Thunk,
  call: Call,
  apply: (item: Thunk, rest: Thunk) => Value,
): Value {
  let result = start;
  for (const entry of items) {
    const inner = result;
    result =
      entry.kind === "item" && entry.certain
        ? call.context.lazy(() => apply(entry.thunk, inner))
        : known(missing(entry));
    if (items.length > MAX_NESTED_STEPS) result.force();
  }
  return result.force();
}

/** `op item1 (op item2 … start)` */
export function foldRight(op: Thunk, start: Thunk, items: readonly ListItem[], call: Call): Value {
  return foldLazy([...items].reverse(), start, call, (item, rest) => call.apply(op, item, rest));
}

/** `op (op start item1) item2 …` */
export function foldLeft(op: Thunk, start: Thunk, items: readonly ListItem[], call: Call): Value {
  return foldLazy(items, start, call, (item, rest) => call.apply(op, rest, item));
}

const foldl = ternary("foldl'", (op, start, items, call) =>
  withList(items, (value) => foldStrict(op, start, value.items, call)),
);

const foldr = ternary("foldr", (op, start, items, call) =>
  withList(items, (value) => foldRight(op, start, value.items, call)),
);

export const builtins = [foldl];

export const lib = [
  // Unlike the builtin, nixpkgs' computes the start even where no step looks at it.
  ternary("foldl'", (op, start, items, call) => {
    const first = start.force();
    return stops(first) ? first : withList(items, (value) => foldStrict(op, start, value.items, call));
  }),
  foldr,
  renamed(foldr, "fold"),
  ternary("foldl", (op, start, items, call) => withList(items, (value) => foldLeft(op, start, value.items, call))),
];
