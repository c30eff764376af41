/** Lists out of nothing, and lists made item by item from others. */

import { attrs, gap, int, item, list, listOf, perhaps } from "../make.ts";
import {
  failed,
  known,
  type ListItem,
  type ListValue,
  stops,
  type Thunk,
  type UnknownValue,
  unknown,
  type Value,
} from "../value.ts";
import { decide, notA, withInt, withItems, withList } from "./arguments.ts";
import { binary, type Call, ternary, unary } from "./define.ts";

/** Longest list that is written out; layouts have some dozens of items. */
const MAX_LENGTH = 250_000n;

/** `count` items, each made on first use. */
function generate(count: bigint, call: Call, make: (index: bigint) => Thunk): Value {
  if (count < 0n) return failed("value", `a list cannot have ${count} items`, call.at);
  if (count > MAX_LENGTH) return unknown(`a list cannot have ${count} items here`);
  const items: Thunk[] = [];
  for (let index = 0n; index < count; index++) {
    const spent = call.context.tick();
    if (spent !== undefined) return spent;
    items.push(make(index));
  }
  return list(items);
}

/** Another item in the place of each; gaps and doubts stay. */
export function mapItems(items: readonly ListItem[], change: (thunk: Thunk, index: number) => Thunk): ListValue {
  return listOf(
    items.map((entry, index) => (entry.kind === "gap" ? entry : item(change(entry.thunk, index), entry.certain))),
  );
}

/** `map f items`. */
export function mapList(fn: Thunk, items: readonly ListItem[], call: Call): ListValue {
  return mapItems(items, (thunk) => call.applied(fn, thunk));
}

/** The position of each item, counted from `first`; not known behind a gap or an uncertain item. */
function positions(items: readonly ListItem[], first: number): readonly Thunk[] {
  let reason: UnknownValue | undefined;
  return items.map((entry, index) => {
    const position = known(reason ?? int(index + first));
    if (entry.kind === "gap") reason ??= entry.unknown;
    else if (!entry.certain) reason ??= unknown("the position in a list is not known");
    return position;
  });
}

/** `imap0 f items` or, from 1, `imap1 f items`. */
export function indexedMap(fn: Thunk, items: readonly ListItem[], first: number, call: Call): ListValue {
  const places = positions(items, first);
  return mapItems(items, (thunk, index) => call.applied(fn, places[index] ?? known(unknown("no such item")), thunk));
}

/** All items under a condition that is not known. */
export function doubted(items: readonly ListItem[]): readonly ListItem[] {
  return items.map((entry) => (entry.kind === "gap" ? entry : item(entry.thunk, false)));
}

/**
 * The items of the lists that stand in a list, or are made of its items; a list that is not known becomes a gap. Nix
 * computes them all, so an error in one is an error of the whole.
 */
export function concatItems(items: readonly ListItem[], call: Call, inner: (thunk: Thunk) => Value): Value {
  const all: ListItem[] = [];
  for (const entry of items) {
    if (entry.kind === "gap") {
      all.push(entry);
      continue;
    }
    const value = inner(entry.thunk);
    if (value.kind === "unknown" && !(stops(value) && entry.certain)) {
      all.push(gap(value));
      continue;
    }
    if (value.kind !== "list") {
      const why = notA("a list", value);
      return all.some(({ kind }) => kind === "gap") || !entry.certain ? perhaps(why) : why;
    }
    const spent = call.context.tick(value.items.length);
    if (spent !== undefined) return spent;
    for (const item of entry.certain ? value.items : doubted(value.items)) all.push(item);
  }
  return listOf(all);
}

function flatten(thunk: Thunk, call: Call): Value {
  const value = thunk.force();
  if (value.kind === "unknown") return stops(value) ? value : listOf([gap(value)]);
  if (value.kind !== "list") return list([thunk]);
  return call.context.deeper(() => concatItems(value.items, call, (inner) => flatten(inner, call)));
}

/** `elem` where the condition holds; uncertain where that is not known. */
function optional(condition: Thunk, element: Thunk): Value {
  return decide(
    condition,
    () => list([element]),
    () => list([]),
    (why) => (stops(why) ? why : listOf([item(element, false)])),
  );
}

function optionals(condition: Thunk, elements: Thunk): Value {
  return decide(
    condition,
    () => elements.force(),
    () => list([]),
    (why) => {
      if (stops(why)) return why;
      const value = elements.force();
      if (value.kind === "unknown") return perhaps(value);
      return value.kind === "list" ? listOf(doubted(value.items), value.at) : why;
    },
  );
}

/** The items that pair up for certain; a gap where it is not known how the lists go on. */
function zipWith(fn: (a: Thunk, b: Thunk) => Thunk, first: ListValue, second: ListValue): Value {
  const pairs: ListItem[] = [];
  for (let i = 0; i < first.items.length && i < second.items.length; i++) {
    const a = first.items[i];
    const b = second.items[i];
    if (a?.kind !== "item" || b?.kind !== "item" || !a.certain || !b.certain) {
      return listOf([...pairs, gap(unknown("the items of a list are not all known"))]);
    }
    pairs.push(item(fn(a.thunk, b.thunk)));
  }
  // The shorter list is certain to its end.
  return listOf(pairs);
}

const map = binary("map", (fn, items, call) => withList(items, (value) => mapList(fn, value.items, call)));

const concatMap = binary("concatMap", (fn, items, call) =>
  withList(items, (value) => concatItems(value.items, call, (thunk) => call.apply(fn, thunk))),
);

const genList = binary("genList", (fn, length, call) =>
  withInt(length, (count) => generate(count, call, (index) => call.applied(fn, known(int(index))))),
);

const concat = unary("concatLists", (lists, call) =>
  withList(lists, (value) => concatItems(value.items, call, (thunk) => thunk.force())),
);

function isInt(thunk: Thunk): boolean {
  return thunk.force().kind === "int";
}

/** The ends are compared first: from a larger to a smaller there is nothing, whatever they are. */
function notARange(first: Thunk, last: Thunk): UnknownValue {
  const from = first.force();
  const to = last.force();
  const why = notA("an integer", from.kind === "int" ? to : from);
  const isNumber = (value: Value) => value.kind === "int" || value.kind === "float";
  return from.kind === to.kind || (isNumber(from) && isNumber(to)) ? perhaps(why) : why;
}

export const builtins = [map, concatMap, genList, concat];

export const lib = [
  ...builtins,
  unary("singleton", (element) => list([element])),
  binary("forEach", (items, fn, call) => withList(items, (value) => mapList(fn, value.items, call))),
  binary("imap0", (fn, items, call) => withList(items, (value) => indexedMap(fn, value.items, 0, call))),
  binary("imap1", (fn, items, call) => withList(items, (value) => indexedMap(fn, value.items, 1, call))),
  unary("flatten", flatten),
  binary("optional", optional),
  binary("optionals", optionals),
  unary("toList", (thunk) => {
    const value = thunk.force();
    return value.kind === "list" || value.kind === "unknown" ? value : list([thunk]);
  }),
  binary("range", (first, last, call) =>
    isInt(first) && isInt(last)
      ? withInt(first, (from) =>
          withInt(last, (to) =>
            from > to ? list([]) : generate(to - from + 1n, call, (index) => known(int(from + index))),
          ),
        )
      : notARange(first, last),
  ),
  binary("replicate", (count, element, call) => withInt(count, (n) => generate(n, call, () => element))),
  binary("concat", (a, b, call) => concatItems(list([a, b]).items, call, (thunk) => thunk.force())),
  ternary("zipListsWith", (fn, a, b, call) =>
    withList(a, (first) =>
      withList(b, (second) => zipWith((left, right) => call.applied(fn, left, right), first, second)),
    ),
  ),
  binary("zipLists", (a, b) =>
    withList(a, (first) =>
      withList(b, (second) =>
        zipWith(
          (fst, snd) =>
            known(
              attrs([
                ["fst", fst],
                ["snd", snd],
              ]),
            ),
          first,
          second,
        ),
      ),
    ),
  ),
  unary("reverseList", (items) => withList(items, (value) => listOf([...value.items].reverse()))),
  binary("intersperse", (separator, items) =>
    withItems(items, (thunks) => list(thunks.flatMap((thunk, i) => (i === 0 ? [thunk] : [separator, thunk])))),
  ),
  binary("crossLists", (fn, lists, call) =>
    withItems(lists, (thunks) => {
      let functions: Value = list([fn]);
      for (const args of thunks) {
        functions = withList(known(functions), (fns) =>
          concatItems(fns.items, call, (f) => withList(args, (value) => mapList(f, value.items, call))),
        );
      }
      return functions;
    }),
  ),
];
