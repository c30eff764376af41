/** Several sets made one. What a set that is not known may hold makes the others uncertain, never wrong. */
import type { BuiltinDefinition } from "../context.ts";
import { attrs, attrsOf, bool, list, listOf, nativeFunction, perhaps, string } from "../make.ts";
import { mergeAttrs } from "../merge.ts";
import { selectAttribute } from "../select.ts";
import {
  type Attribute,
  type AttrsValue,
  known,
  type ListItem,
  stops,
  type Thunk,
  type UnknownValue,
  unknown,
  type Value,
} from "../value.ts";
import { type Answer, answerOf, notA, withAttrs, withList, withString } from "./arguments.ts";
import { attributeItems, attrNames, mapAttributes, sortedAttributes } from "./attrs-access.ts";
import { binary, type Call, quaternary, ternary, unary } from "./define.ts";
import { foldLeft, foldRight } from "./list-folding.ts";
import { doubted as doubtedItems } from "./list-making.ts";

/** A set under a condition that is not known. */
export function doubted(set: AttrsValue): AttrsValue {
  const attributes = new Map<string, Attribute>();
  for (const [name, old] of set.attributes) attributes.set(name, { ...old, certain: false });
  return attrsOf(attributes, set.open, set.at);
}

/** `a // b // c` */
export function mergeItems(items: readonly ListItem[]): Value {
  let merged: Value = attrs([]);
  for (const entry of items) {
    const next = entry.kind === "gap" ? entry.unknown : entry.thunk.force();
    if (stops(next) && entry.kind === "item" && entry.certain) {
      return merged.kind === "attrs" && merged.open === undefined ? next : perhaps(next);
    }
    const isDoubted = entry.kind === "item" && !entry.certain && next.kind === "attrs";
    merged = mergeAttrs(merged, isDoubted ? doubted(next) : next);
  }
  return merged;
}

/** Whether at this place the right side stands as it is; otherwise the two are merged further. */
type Stop = (path: readonly Thunk[], left: Thunk, right: Thunk) => Answer;

/**
 * The right set over the left, going down wherever `stop` says no. A side that may or may not be there is taken as
 * not known, which is right both ways: the result then is the right side or has it merged in.
 */
function updateUntil(stop: Stop, path: readonly Thunk[], left: Value, right: AttrsValue, call: Call): AttrsValue {
  const attributes = new Map<string, Attribute>();
  const leftSet = left.kind === "attrs" ? left : undefined;
  const leftOpen = left.kind === "attrs" ? left.open : left.kind === "unknown" ? left : undefined;
  for (const [name, old] of leftSet?.attributes ?? []) {
    if (right.attributes.has(name)) continue;
    attributes.set(name, right.open === undefined ? old : { ...old, certain: false });
  }
  for (const [name, over] of right.attributes) {
    const under = selectAttribute(left, name);
    if (under.kind === "absent") {
      attributes.set(name, over);
      continue;
    }
    const below = under.kind === "found" ? under.attribute.thunk : known(under.unknown);
    const here = [...path, known(string(name))];
    const thunk = call.context.lazy(() => updateValue(stop, here, below, over.thunk, call));
    attributes.set(name, { ...over, thunk });
  }
  return attrsOf(attributes, right.open ?? leftOpen);
}

function updateValue(stop: Stop, path: readonly Thunk[], left: Thunk, right: Thunk, call: Call): Value {
  const answer = stop(path, left, right);
  if (answer === true) return right.force();
  const over = right.force();
  if (over.kind === "unknown") return over;
  if (answer !== false) return answer;
  if (over.kind !== "attrs") return notA("a set", over);
  const under = left.force();
  if (stops(under) || (under.kind !== "attrs" && under.kind !== "unknown")) return notA("a set", under);
  // A merged set is found where the later of its parts was written.
  return { ...updateUntil(stop, path, under, over, call), at: over.at };
}

function update(stop: Stop, left: Thunk, right: Thunk, call: Call): Value {
  const under = left.force();
  const over = right.force();
  if (stops(under) || (under.kind !== "attrs" && under.kind !== "unknown")) return notA("a set", under);
  if (over.kind === "attrs") return updateUntil(stop, [], under, over, call);
  return over.kind === "unknown" && !stops(over) ? mergeAttrs(under, over) : notA("a set", over);
}

/** For `recursiveUpdate`: merge where both are sets. A left side that is not known may be one, so it is merged too. */
const unlessBothSets: Stop = (_, left, right) => {
  // Nix looks at the left side first, even where the right one is no set.
  const under = left.force();
  if (stops(under)) return under;
  const over = right.force();
  if (over.kind === "unknown") return over;
  if (over.kind !== "attrs") return true;
  return under.kind !== "attrs" && under.kind !== "unknown";
};

/** Attributes of `from` whose names are in `names`. */
export function intersect(names: AttrsValue, from: AttrsValue): AttrsValue {
  const attributes = new Map<string, Attribute>();
  for (const [name, old] of from.attributes) {
    const named = selectAttribute(names, name);
    if (named.kind !== "absent") attributes.set(name, { ...old, certain: old.certain && named.kind === "found" });
  }
  const canHaveMore = from.open !== undefined && (names.open !== undefined || names.attributes.size > attributes.size);
  return attrsOf(attributes, canHaveMore ? from.open : undefined);
}

/** `f name values` for every name in a list of sets, with its values in the order of the sets. */
function zip(items: readonly ListItem[], combine: (name: Thunk, values: Thunk) => Thunk): Value {
  const sets: { readonly value: Value; readonly certain: boolean }[] = [];
  let open: UnknownValue | undefined;
  for (const entry of items) {
    const value: Value = entry.kind === "gap" ? entry.unknown : entry.thunk.force();
    if (value.kind === "unknown" && !(stops(value) && entry.kind === "item" && entry.certain)) open ??= value;
    else if (value.kind !== "attrs") return open === undefined ? notA("a set", value) : perhaps(notA("a set", value));
    else open ??= value.open;
    sets.push({ value, certain: entry.kind === "item" && entry.certain });
  }
  const attributes = new Map<string, Attribute>();
  for (const { value, certain } of sets) {
    if (value.kind !== "attrs") continue;
    for (const [name, old] of value.attributes) {
      const before = attributes.get(name);
      const there = certain && old.certain;
      if (before !== undefined) {
        if (there && !before.certain) attributes.set(name, { ...before, certain: true });
        continue;
      }
      const values = sets.flatMap((set): readonly ListItem[] => {
        const found = attributeItems(set.value, name);
        return set.certain ? found : doubtedItems(found);
      });
      const thunk = combine(known(string(name, old.key)), known(listOf(values)));
      attributes.set(name, { ...old, thunk, certain: there });
    }
  }
  return attrsOf(attributes, open);
}

/** The items of a list by the name that `f` gives each. */
function groupBy(key: Thunk, items: readonly ListItem[], call: Call): Value {
  const groups = new Map<string, ListItem[]>();
  for (const entry of items) {
    if (entry.kind === "gap") return entry.unknown;
    const name = call.apply(key, entry.thunk);
    if (name.kind !== "string") return entry.certain ? notA("a name", name) : perhaps(notA("a name", name));
    const group = groups.get(name.value);
    if (group === undefined) groups.set(name.value, [entry]);
    else group.push(entry);
  }
  const attributes = new Map<string, Attribute>();
  for (const [name, members] of groups) {
    const certain = members.some((entry) => entry.kind === "item" && entry.certain);
    attributes.set(name, { name, thunk: known(listOf(members)), key: undefined, binding: undefined, certain });
  }
  return attrsOf(attributes, undefined);
}

/** `f result name value` for each attribute, in order of names. */
function foldAttributes(step: Thunk, start: Thunk, set: AttrsValue, call: Call): Value {
  if (stops(start.force())) return start.force();
  if (set.open !== undefined) return set.open;
  let result = start;
  for (const { name, thunk, certain } of sortedAttributes(set)) {
    if (!certain) return unknown(`\`${name}\` depends on something that is not known`);
    const next = call.apply(step, result, known(string(name)), thunk);
    if (stops(next)) return next;
    result = known(next);
  }
  return result.force();
}

/** For each name, its values in a list of sets folded from the right. */
function foldSets(op: Thunk, start: Thunk, items: readonly ListItem[], call: Call): Value {
  return zip(items, (_, values) =>
    call.context.lazy(() => withList(values, (value) => foldRight(op, start, value.items, call))),
  );
}

function recursion(name: string, isWanted: boolean): BuiltinDefinition {
  return unary(name, (set) => mergeAttrs(set.force(), attrs([["recurseForDerivations", known(bool(isWanted))]])));
}

const zipAttrsWith = binary("zipAttrsWith", (fn, sets, call) =>
  withList(sets, (value) => zip(value.items, (name, values) => call.applied(fn, name, values))),
);
const intersectAttrs = binary("intersectAttrs", (names, from) =>
  withAttrs(names, (left) => withAttrs(from, (right) => intersect(left, right))),
);
const group = binary("groupBy", (key, items, call) => withList(items, (value) => groupBy(key, value.items, call)));

export const builtins = [zipAttrsWith, intersectAttrs, group];

export const lib = [
  ...builtins,
  quaternary("groupBy'", (op, start, key, items, call) =>
    withList(items, (value) => {
      const groups = groupBy(key, value.items, call);
      return groups.kind === "attrs"
        ? mapAttributes(groups, (_, members) =>
            call.context.lazy(() => withList(members, (list) => foldLeft(op, start, list.items, call))),
          )
        : groups;
    }),
  ),
  binary("mergeAttrs", (left, right) => mergeAttrs(left.force(), right.force())),
  binary("recursiveUpdate", (left, right, call) => update(unlessBothSets, left, right, call)),
  ternary("recursiveUpdateUntil", (predicate, left, right, call) =>
    update((path, under, over) => answerOf(call.apply(predicate, known(list(path)), under, over)), left, right, call),
  ),
  unary("zipAttrs", (sets) => withList(sets, (value) => zip(value.items, (_, values) => values))),
  ternary("foldlAttrs", (step, start, set, call) =>
    withAttrs(set, (value) => foldAttributes(step, start, value, call)),
  ),
  ternary("foldAttrs", (op, start, sets, call) => withList(sets, (value) => foldSets(op, start, value.items, call))),
  binary("overrideExisting", (old, next, call) =>
    withAttrs(old, (value) =>
      mapAttributes(value, (name, thunk) =>
        call.context.lazy(() =>
          withString(name, (text) => {
            const selection = selectAttribute(next.force(), text);
            if (selection.kind === "unknown") return selection.unknown;
            return (selection.kind === "found" ? selection.attribute.thunk : thunk).force();
          }),
        ),
      ),
    ),
  ),
  recursion("recurseIntoAttrs", true),
  recursion("dontRecurseIntoAttrs", false),
  unary("uniqueStrings", (items, call) =>
    withList(items, (value) => {
      const self = nativeFunction("id", call.context, (item) => item.force());
      const groups = groupBy(known(self), value.items, call);
      return groups.kind === "attrs" ? attrNames(groups) : groups;
    }),
  ),
];
