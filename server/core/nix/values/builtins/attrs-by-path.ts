/** Parts of nested sets: updates and values by their path, patterns, lists of all leaves. */
import type { BuiltinDefinition } from "../context.ts";
import { equalValues } from "../equality.ts";
import { attribute, attrsOf, list } from "../make.ts";
import { mergeAttrs } from "../merge.ts";
import { attributeValue, selectAttribute } from "../select.ts";
import { type AttrsValue, failed, known, stops, type Thunk, type Value } from "../value.ts";
import { type Answer, answerOf, answerValue, certainItems, notA, withAttrs, withItems } from "./arguments.ts";
import { mapAttributes, mapToList } from "./attrs-access.ts";
import { binary, type Call, ternary } from "./define.ts";
import { throws } from "./errors.ts";
import { concatItems } from "./list-making.ts";

/** `{ path; update; }` of `updateManyAttrsByPath`. */
interface Update {
  readonly path: readonly Thunk[];
  readonly apply: Thunk;
}

/** The updates at this depth over those that go deeper; `value` is undefined where nothing was there before. */
function updated(updates: readonly Update[], depth: number, value: Thunk | undefined, call: Call): Value {
  const here = updates.filter(({ path }) => path.length === depth);
  const below = updates.filter(({ path }) => path.length !== depth);
  const base = call.context.lazy(() => (below.length === 0 ? before(value, call) : inside(below, depth, value, call)));
  return here.reduce((result, { apply }) => call.applied(apply, result), base).force();
}

function before(value: Thunk | undefined, call: Call): Value {
  return value?.force() ?? throws("an update needs a value at a path that does not exist", call);
}

function inside(updates: readonly Update[], depth: number, value: Thunk | undefined, call: Call): Value {
  const groups = new Map<string, Update[]>();
  for (const update of updates) {
    const name = update.path[depth]?.force();
    if (name === undefined) return failed("value", "a path is too short", call.at);
    if (name.kind !== "string") return notA("a name", name);
    groups.set(name.value, [...(groups.get(name.value) ?? []), update]);
  }
  const old = value?.force();
  if (old?.kind === "unknown") return old;
  if (old !== undefined && old.kind !== "attrs") return throws("an update goes below a value that is no set", call);
  const changed = [...groups].map(([name, group]) => {
    const thunk = call.context.lazy(() => {
      const selection = old === undefined ? undefined : selectAttribute(old, name);
      if (selection?.kind === "unknown") return selection.unknown;
      const inner = selection?.kind === "found" ? selection.attribute.thunk : undefined;
      return updated(group, depth + 1, inner, call);
    });
    return [name, attribute(name, thunk)] as const;
  });
  const attributes = attrsOf(new Map(changed), undefined);
  return old === undefined ? attributes : mergeAttrs(old, attributes);
}

function updateMany(updates: Thunk, value: Thunk, call: Call): Value {
  return withItems(updates, (thunks) => {
    const read: Update[] = [];
    for (const thunk of thunks) {
      const path = attributeValue(thunk.force(), "path");
      const names = path.kind === "list" ? certainItems(path) : undefined;
      if (names === undefined) return path.kind === "list" ? withItems(known(path), () => path) : notA("a list", path);
      read.push({ path: names, apply: call.context.lazy(() => attributeValue(thunk.force(), "update")) });
    }
    return updated(read, 0, value, call);
  });
}

/** How much of the path there is in a value. */
function longestPrefix(path: readonly Thunk[], start: Thunk): Value {
  let thunk = start;
  for (const [index, key] of path.entries()) {
    const name = key.force();
    if (name.kind !== "string") return notA("a name", name);
    const selection = selectAttribute(thunk.force(), name.value);
    if (selection.kind === "unknown") return selection.unknown;
    if (selection.kind === "absent") return list(path.slice(0, index));
    thunk = selection.attribute.thunk;
  }
  return list(path);
}

/** Whether a set has everything that the pattern has, sets within sets. */
export function matches(pattern: Value, set: Value, call: Call): Answer {
  if (pattern.kind === "unknown") return pattern;
  if (pattern.kind !== "attrs") return failed("assertion", "a pattern is a set", call.at);
  const answer = call.context.deeper(() => matchesSet(pattern, set, call));
  return answer;
}

function matchesSet(pattern: AttrsValue, set: Value, call: Call): Answer {
  let doubt: Answer = true;
  for (const { name, certain, thunk } of [...pattern.attributes.values()].sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const answer = matchesAttribute(name, thunk, set, call);
    if (answer === false && certain) return false;
    if (stops(answer) && certain && doubt === true && pattern.open === undefined) return answer;
    if (answer !== true && doubt === true) doubt = answer === false ? notCertain(pattern, name) : answer;
  }
  return doubt === true ? (pattern.open ?? true) : doubt;
}

function notCertain(pattern: AttrsValue, name: string): Answer {
  const selection = selectAttribute(pattern, name);
  return selection.kind === "unknown" ? selection.unknown : false;
}

function matchesAttribute(name: string, wanted: Thunk, set: Value, call: Call): Answer {
  const selection = selectAttribute(set, name);
  if (selection.kind === "unknown") return selection.unknown;
  if (selection.kind === "absent") return false;
  const left = wanted.force();
  const right = selection.attribute.thunk.force();
  if (left.kind === "unknown") return left;
  if (left.kind !== "attrs") return equalValues(left, right, call.context);
  if (right.kind === "unknown") return right;
  return right.kind === "attrs" && matches(left, right, call);
}

/** `f path value` for every leaf, as a list. */
function leaves(set: AttrsValue, path: readonly Thunk[], descend: Thunk | undefined, fn: Thunk, call: Call): Value {
  const parts = mapToList(set, (name, value) =>
    call.context.lazy(() => {
      const here = [...path, name];
      const at = known(list(here));
      const inner = value.force();
      if (inner.kind === "unknown") return inner;
      if (inner.kind !== "attrs") return list([call.applied(fn, at, value)]);
      const answer = descend === undefined || answerOf(call.apply(descend, at, value));
      if (answer === true) return call.context.deeper(() => leaves(inner, here, descend, fn, call));
      return answer === false ? list([call.applied(fn, at, value)]) : answer;
    }),
  );
  return parts.kind === "list" ? concatItems(parts.items, call, (thunk) => thunk.force()) : parts;
}

export const lib: readonly BuiltinDefinition[] = [
  binary("updateManyAttrsByPath", updateMany),
  binary("matchAttrs", (pattern, set, call) => answerValue(matches(pattern.force(), set.force(), call))),
  binary("mapAttrsToListRecursive", (fn, set, call) =>
    withAttrs(set, (value) => leaves(value, [], undefined, fn, call)),
  ),
  ternary("mapAttrsToListRecursiveCond", (descend, fn, set, call) =>
    withAttrs(set, (value) => leaves(value, [], descend, fn, call)),
  ),
];

/** `x // y` where no attribute may be in both: one that is has an error for its value. */
function unionOfDisjoint(left: AttrsValue, right: AttrsValue, call: Call): Value {
  const merged = mergeAttrs(left, right);
  if (merged.kind !== "attrs") return merged;
  return mapAttributes(merged, (name, value) =>
    call.context.lazy(() => {
      const text = name.force();
      if (text.kind !== "string") return text;
      const inLeft = selectAttribute(left, text.value);
      const inRight = selectAttribute(right, text.value);
      if (inLeft.kind === "absent" || inRight.kind === "absent") return value.force();
      if (inLeft.kind === "unknown") return inLeft.unknown;
      if (inRight.kind === "unknown") return inRight.unknown;
      return throws(`unionOfDisjoint: collision on ${text.value}`, call);
    }),
  );
}

export const inAttrsets: readonly BuiltinDefinition[] = [
  binary("longestValidPathPrefix", (path, value) => withItems(path, (names) => longestPrefix(names, value))),
  binary("unionOfDisjoint", (left, right, call) =>
    withAttrs(left, (a) => withAttrs(right, (b) => unionOfDisjoint(a, b, call))),
  ),
];
