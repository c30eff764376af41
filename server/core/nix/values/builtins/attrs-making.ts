/** Sets out of lists of names, and sets made attribute by attribute from others. */
import { attribute, attrs, attrsOf, list, perhaps, string } from "../make.ts";
import { mergeAttrs } from "../merge.ts";
import { attributeValue, selectAttribute } from "../select.ts";
import {
  type Attribute,
  type AttrsValue,
  failed,
  known,
  type ListItem,
  stops,
  type Thunk,
  type UnknownValue,
  unknown,
  type Value,
} from "../value.ts";
import { answerOf, decide, notA, withAttrs, withItems, withList, withString } from "./arguments.ts";
import { attrValues, catAttributes, mapAttributes, mapToList, sortedAttributes } from "./attrs-access.ts";
import { doubted, mergeItems } from "./attrs-merging.ts";
import { binary, type Call, ternary, unary } from "./define.ts";
import { mapList } from "./list-making.ts";

/**
 * A set of `{ name; value; }` items. The first of equal names wins, so behind a name that is not known no attribute is
 * certain any more.
 */
function setOfPairs(items: readonly ListItem[], call: Call): Value {
  const attributes = new Map<string, Attribute>();
  let open: UnknownValue | undefined;
  for (const entry of items) {
    const pair: Value = entry.kind === "gap" ? entry.unknown : entry.thunk.force();
    const isThere = entry.kind === "item" && entry.certain;
    const error = (why: UnknownValue) => (isThere && open === undefined ? why : perhaps(why));
    if (stops(pair) || (pair.kind !== "attrs" && pair.kind !== "unknown")) return error(notA("a set", pair));
    const selection = selectAttribute(pair, "name");
    if (selection.kind === "absent") return error(failed("missing-attribute", "the attribute `name` is missing"));
    const name: Value = selection.kind === "found" ? selection.attribute.thunk.force() : selection.unknown;
    if (stops(name)) return error(name);
    if (name.kind === "unknown") open ??= name;
    else if (name.kind !== "string") return error(notA("a name", name));
    else {
      const certain = open === undefined && isThere;
      if (!attributes.has(name.value) && selectAttribute(pair, "value").kind === "absent") {
        return error(failed("missing-attribute", "the attribute `value` is missing"));
      }
      addFirst(attributes, attribute(name.value, valueOfPair(pair, call), certain));
    }
  }
  return attrsOf(attributes, open);
}

/** Keeps what is there under that name; behind an uncertain one it is not known which of the two it is. */
function addFirst(attributes: Map<string, Attribute>, next: Attribute): void {
  if (!attributes.has(next.name)) attributes.set(next.name, next);
}

function valueOfPair(pair: Value, call: Call): Thunk {
  const selection = selectAttribute(pair, "value");
  if (selection.kind === "found") return selection.attribute.thunk;
  return call.context.lazy(() => attributeValue(pair, "value"));
}

/** A value under each name. Equal names have equal values, so what is certain stays so behind a gap. */
function generate(names: readonly ListItem[], make: (name: Thunk) => Thunk): Value {
  const attributes = new Map<string, Attribute>();
  let open: UnknownValue | undefined;
  for (const entry of names) {
    const name: Value = entry.kind === "gap" ? entry.unknown : entry.thunk.force();
    const certain = entry.kind === "item" && entry.certain;
    if (name.kind === "unknown" && !(stops(name) && certain)) {
      open ??= name;
      continue;
    }
    if (name.kind !== "string") {
      return certain && open === undefined ? notA("a name", name) : perhaps(notA("a name", name));
    }
    const before = attributes.get(name.value);
    if (before === undefined) attributes.set(name.value, attribute(name.value, make(known(name)), certain));
    else if (certain) attributes.set(name.value, { ...before, certain });
  }
  return attrsOf(attributes, open);
}

/** The attributes for which the predicate holds. An uncertain one may have another value, for which it may hold or not. */
function filterAttributes(set: AttrsValue, predicate: Thunk, call: Call): AttrsValue | UnknownValue {
  const attributes = new Map<string, Attribute>();
  for (const [name, old] of set.attributes) {
    const answer = old.certain && answerOf(call.apply(predicate, known(string(name)), old.thunk));
    if (stops(answer)) return answer;
    if (old.certain && answer === false) continue;
    attributes.set(name, answer === true ? old : { ...old, certain: false });
  }
  return attrsOf(attributes, set.open, set.at);
}

function filterDeeply(set: AttrsValue, predicate: Thunk, call: Call): Value {
  const kept = filterAttributes(set, predicate, call);
  if (kept.kind === "unknown") return kept;
  return mapAttributes(kept, (_, value) =>
    call.context.lazy(() => {
      const inner = value.force();
      return inner.kind === "attrs" ? filterDeeply(inner, predicate, call) : inner;
    }),
  );
}

/** `f path value` for every value that is no set, or a set that `descend` keeps out of. */
function mapDeeply(
  set: AttrsValue,
  path: readonly Thunk[],
  descend: Thunk | undefined,
  fn: Thunk,
  call: Call,
): AttrsValue {
  return mapAttributes(set, (name, value) => {
    const here = [...path, name];
    return call.context.lazy(() => {
      const inner = value.force();
      if (inner.kind === "unknown") return inner;
      const leaf = (): Value => call.apply(fn, known(list(here)), value);
      if (inner.kind !== "attrs") return leaf();
      const answer = descend === undefined ? true : answerOf(call.apply(descend, value));
      if (answer === true) return mapDeeply(inner, here, descend, fn, call);
      return answer === false ? leaf() : answer;
    });
  });
}

function pair(name: Thunk, value: Thunk): Value {
  return attrs([
    ["name", name],
    ["value", value],
  ]);
}

/** Every combination of one item from each list, as sets; the last name varies fastest. */
function combinations(set: AttrsValue): Value {
  let found: Value = list([known(attrs([]))]);
  for (const { name, thunk, certain } of sortedAttributes(set)) {
    if (!certain) return unknown(`\`${name}\` depends on something that is not known`);
    found = withItems(known(found), (befores) =>
      befores.length === 0
        ? list([])
        : withItems(thunk, (choices) =>
            befores.length * choices.length > MAX_COMBINATIONS
              ? unknown("there are too many combinations")
              : list(befores.flatMap((before) => choices.map((choice) => extended(before, name, choice)))),
          ),
    );
  }
  return set.open ?? found;
}

function extended(before: Thunk, name: string, value: Thunk): Thunk {
  return known(mergeAttrs(before.force(), attrs([[name, value]])));
}

const MAX_COMBINATIONS = 10_000;

const listToAttrs = unary("listToAttrs", (pairs, call) => withList(pairs, (value) => setOfPairs(value.items, call)));
const mapAttrs = binary("mapAttrs", (fn, set, call) =>
  withAttrs(set, (value) => mapAttributes(value, (name, old) => call.applied(fn, name, old))),
);

export const builtins = [listToAttrs, mapAttrs];

function pairsOf(items: Value, call: Call): Value {
  return items.kind === "list" ? setOfPairs(items.items, call) : items;
}

export const lib = [
  ...builtins,
  binary("nameValuePair", (name, value) => pair(name, value)),
  binary("genAttrs", (names, fn, call) =>
    withList(names, (value) => generate(value.items, (name) => call.applied(fn, name))),
  ),
  binary("getAttrs", (names, set, call) =>
    withList(names, (value) =>
      generate(value.items, (name) =>
        call.context.lazy(() => withString(name, (text) => attributeValue(set.force(), text))),
      ),
    ),
  ),
  ternary("zipAttrsWithNames", (names, fn, sets, call) =>
    withList(names, (value) =>
      generate(value.items, (name) =>
        call.applied(
          fn,
          name,
          call.context.lazy(() =>
            withString(name, (text) => withList(sets, (list) => catAttributes(text, list.items))),
          ),
        ),
      ),
    ),
  ),
  binary("genAttrs'", (items, fn, call) => withList(items, (value) => pairsOf(mapList(fn, value.items, call), call))),
  binary("mapAttrs'", (fn, set, call) =>
    withAttrs(set, (value) =>
      pairsOf(
        mapToList(value, (name, old) => call.applied(fn, name, old)),
        call,
      ),
    ),
  ),
  binary("mapAttrsToList", (fn, set, call) =>
    withAttrs(set, (value) => mapToList(value, (name, old) => call.applied(fn, name, old))),
  ),
  unary("attrsToList", (set) => withAttrs(set, (value) => mapToList(value, (name, old) => known(pair(name, old))))),
  binary("filterAttrs", (predicate, set, call) => withAttrs(set, (value) => filterAttributes(value, predicate, call))),
  binary("filterAttrsRecursive", (predicate, set, call) =>
    withAttrs(set, (value) => filterDeeply(value, predicate, call)),
  ),
  binary("mapAttrsRecursive", (fn, set, call) => withAttrs(set, (value) => mapDeeply(value, [], undefined, fn, call))),
  ternary("mapAttrsRecursiveCond", (descend, fn, set, call) =>
    withAttrs(set, (value) => mapDeeply(value, [], descend, fn, call)),
  ),
  binary("optionalAttrs", (condition, set) =>
    decide(
      condition,
      () => set.force(),
      () => attrs([]),
      (why) => {
        if (stops(why)) return why;
        const value = withAttrs(set, doubted);
        return value.kind === "unknown" ? perhaps(value) : value;
      },
    ),
  ),
  unary("cartesianProduct", (set) => withAttrs(set, combinations)),
  binary("mapCartesianProduct", (fn, set, call) =>
    withAttrs(set, (value) => {
      const sets = combinations(value);
      return sets.kind === "list" ? mapList(fn, sets.items, call) : sets;
    }),
  ),
  binary("concatMapAttrs", (fn, set, call) =>
    withAttrs(set, (value) => {
      const parts = attrValues(mapAttributes(value, (name, old) => call.applied(fn, name, old)));
      return parts.kind === "list" ? mergeItems(parts.items) : parts;
    }),
  ),
  unary("mergeAttrsList", (sets) =>
    withList(sets, ({ items }) => {
      const only = items.length === 1 ? items[0] : undefined;
      return only?.kind === "item" && only.certain ? only.thunk.force() : mergeItems(items);
    }),
  ),
];
