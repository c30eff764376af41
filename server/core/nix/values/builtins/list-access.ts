/** Taking items and parts out of lists. Behind a gap or an uncertain item no position is known any more. */
import { int, item, listOf, perhaps } from "../make.ts";
import { failed, type ListItem, type ListValue, type Thunk, type UnknownValue, unknown, type Value } from "../value.ts";
import { certainItems, doubt, withInt, withItems, withList } from "./arguments.ts";
import { binary, ternary, unary } from "./define.ts";
import { doubted, mapItems } from "./list-making.ts";

const EMPTY = failed("value", "the list is empty");
/** `last` and `init` assert that there is an item. */
const ASSERTED = failed("throw", "the list is empty");

/** Number of items before the first one whose position is not known. */
function certainLength(items: readonly ListItem[]): number {
  const end = items.findIndex((entry) => entry.kind === "gap" || !entry.certain);
  return end < 0 ? items.length : end;
}

/** The item at `index`, counted from the side where all positions up to it are known. */
function itemAt(list: ListValue, index: bigint): Value {
  const entry = index < 0n || index > BigInt(list.items.length) ? undefined : list.items[Number(index)];
  if (entry?.kind === "item" && index < BigInt(certainLength(list.items)) && entry.certain) return entry.thunk.force();
  return certainItems(list) === undefined ? doubt(list) : failed("value", `the list has no item ${index}`);
}

function last(list: ListValue): Value {
  const entry = list.items.at(-1);
  if (entry === undefined) return ASSERTED;
  if (entry.kind === "item" && entry.certain) return entry.thunk.force();
  return doubt(list);
}

/**
 * All but the first item. Where it is not known which one is first, everything up to the first certain item may be
 * the one that goes.
 */
function tail(items: readonly ListItem[]): Value {
  if (items.length === 0) return EMPTY;
  const certain = items.findIndex((entry) => entry.kind === "item" && entry.certain);
  if (certain === 0) return listOf(items.slice(1));
  if (certain < 0) return listOf(items);
  return listOf([...doubted(items.slice(0, certain + 1)), ...items.slice(certain + 1)]);
}

/** All but the last item. */
function init(items: readonly ListItem[]): Value {
  if (items.length === 0) return ASSERTED;
  const shorter = tail([...items].reverse());
  return shorter.kind === "list" ? listOf([...shorter.items].reverse()) : shorter;
}

/** The first `count` items. */
function take(items: readonly ListItem[], count: bigint): Value {
  if (count < 0n) return items.length === 0 ? listOf([]) : tooFew(items);
  const certain = certainLength(items);
  if (certain === items.length || count <= BigInt(certain)) return listOf(items.slice(0, Number(least(count, items))));
  if (count >= BigInt(items.length) && items.every((entry) => entry.kind === "item")) return listOf(items);
  return listOf([...items.slice(0, certain), ...doubted(items.slice(certain))]);
}

function tooFew(items: readonly ListItem[]): UnknownValue {
  const why = failed("value", "a list cannot have less than no items");
  return items.some((entry) => entry.kind === "item" && entry.certain) ? why : perhaps(why);
}

/** The items from position `count` on. */
function drop(items: readonly ListItem[], count: bigint): Value {
  if (count < 0n) return unknown("a list has no items before its first");
  const certain = certainLength(items);
  if (certain === items.length || count <= BigInt(certain)) return listOf(items.slice(Number(least(count, items))));
  return listOf(doubted(items.slice(certain)));
}

function least(count: bigint, items: readonly ListItem[]): bigint {
  const length = BigInt(items.length);
  return count < length ? count : length;
}

function sublist(items: readonly ListItem[], start: bigint, count: bigint): Value {
  const rest = drop(items, start);
  return rest.kind === "list" ? take(rest.items, count) : rest;
}

const elemAt = binary("elemAt", (items, index) => withList(items, (value) => withInt(index, (n) => itemAt(value, n))));

export const builtins = [
  unary("head", (items) => withList(items, (value) => (value.items.length === 0 ? EMPTY : itemAt(value, 0n)))),
  unary("tail", (items) => withList(items, (value) => tail(value.items))),
  elemAt,
  unary("length", (items) => withItems(items, (thunks) => int(thunks.length))),
];

export const lib = [
  ...builtins,
  unary("last", (items) => withList(items, last)),
  unary("init", (items) => withList(items, (value) => init(value.items))),
  binary("take", (count, items) => withInt(count, (n) => withList(items, (value) => take(value.items, n)))),
  binary("drop", (count, items) => withInt(count, (n) => withList(items, (value) => drop(value.items, n)))),
  binary("takeEnd", (count, items) => withInt(count, (n) => withItems(items, (thunks) => endOf(thunks, n, "take")))),
  binary("dropEnd", (count, items) => withInt(count, (n) => withItems(items, (thunks) => endOf(thunks, n, "drop")))),
  ternary("sublist", (start, count, items) =>
    withInt(start, (from) => withInt(count, (n) => withList(items, (value) => sublist(value.items, from, n)))),
  ),
  ternary("replaceElemAt", (items, index, element) =>
    withList(items, (value) =>
      withInt(index, (n) =>
        n >= 0n && n < BigInt(certainLength(value.items))
          ? mapItems(value.items, (thunk, i) => (BigInt(i) === n ? element : thunk))
          : certainItems(value) === undefined
            ? doubt(value)
            : failed("throw", `the list has no item ${n}`),
      ),
    ),
  ),
];

/** Takes or drops `count` items at the end. */
function endOf(thunks: readonly Thunk[], count: bigint, what: "take" | "drop"): Value {
  const items = thunks.map((thunk) => item(thunk));
  const length = BigInt(items.length);
  const cut = count >= length ? 0n : length - count;
  return what === "take" ? drop(items, cut) : take(items, cut);
}
