/** Choosing among the items of a list by a condition. Where the condition is not known, neither is the choice. */
import { equalThunks, equalValues } from "../equality.ts";
import { attrs, bool, gap, int, item, listOf, perhaps } from "../make.ts";
import { known, type ListItem, stops, type Thunk, type UnknownValue, type Value } from "../value.ts";
import { type Answer, answerOf, answerValue, doubtOf, notA, opposite, withList } from "./arguments.ts";
import { binary, type Call, quaternary, ternary, unary } from "./define.ts";

type Test = (thunk: Thunk) => Answer;

function testWith(predicate: Thunk, call: Call): Test {
  return (thunk) => answerOf(call.apply(predicate, thunk));
}

/**
 * The items that pass; those of which it is not known are uncertain. Nix asks for every item, so an error for one is an
 * error of the whole.
 */
function filterItems(items: readonly ListItem[], test: Test): readonly ListItem[] | UnknownValue {
  const kept: ListItem[] = [];
  let isDoubtful = false;
  for (const entry of items) {
    if (entry.kind === "gap") {
      isDoubtful = true;
      kept.push(entry);
      continue;
    }
    const answer = test(entry.thunk);
    if (stops(answer)) {
      if (entry.certain) return isDoubtful ? perhaps(answer) : answer;
      isDoubtful = true;
      kept.push(item(entry.thunk, false));
      continue;
    }
    isDoubtful ||= typeof answer !== "boolean";
    if (answer === true) kept.push(entry);
    else if (answer !== false) kept.push(item(entry.thunk, false));
  }
  return kept;
}

function itemsValue(items: readonly ListItem[] | UnknownValue): Value {
  return "kind" in items ? items : listOf(items);
}

function filtered(items: readonly ListItem[], test: Test): Value {
  return itemsValue(filterItems(items, test));
}

/** Whether some item passes. One certain item that does is enough. */
export function someItem(items: readonly ListItem[], test: Test): Answer {
  let reason: UnknownValue | undefined;
  for (const entry of items) {
    if (entry.kind === "gap") {
      reason ??= entry.unknown;
      continue;
    }
    const answer = test(entry.thunk);
    if (answer === true && entry.certain) return true;
    if (answer === true) reason ??= doubtOf(items);
    else if (stops(answer)) {
      // Nix comes here for certain if nothing before could have settled it.
      if (reason === undefined && entry.certain) return answer;
      return reason ?? perhaps(answer);
    } else if (answer !== false) reason ??= answer;
  }
  return reason ?? false;
}

/** Whether `element` is among the items. */
export function isElement(element: Thunk, items: readonly ListItem[], call: Call): Answer {
  if (items.length === 0) return false;
  const spent = call.context.tick(1 + (items.length >> 5));
  if (spent !== undefined) return spent;
  return someItem(items, (thunk) => equalThunks(element, thunk, call.context));
}

/** The first item that passes, `absent` if none does. */
function findFirst(items: readonly ListItem[], test: Test, absent: Thunk): Value {
  for (const entry of items) {
    if (entry.kind === "gap") return entry.unknown;
    const answer = test(entry.thunk);
    if (answer === false) continue;
    if (answer !== true) return entry.certain ? answer : perhaps(answer);
    return entry.certain ? entry.thunk.force() : doubtOf(items);
  }
  return absent.force();
}

/** How many items pass. */
function count(items: readonly ListItem[], test: Test): Value {
  let passed = 0;
  for (const entry of items) {
    if (entry.kind === "gap") return entry.unknown;
    const answer = test(entry.thunk);
    if (answer === false) continue;
    if (answer !== true) return entry.certain ? answer : perhaps(answer);
    if (!entry.certain) return doubtOf(items);
    passed += 1;
  }
  return int(passed);
}

/** Each item once. An item may be a repetition of what a gap before it holds. */
function uniqueItems(items: readonly ListItem[], call: Call): readonly ListItem[] | UnknownValue {
  const kept: ListItem[] = [];
  for (const entry of items) {
    if (entry.kind === "gap") {
      kept.push(entry);
      continue;
    }
    const repeated = isElement(entry.thunk, kept, call);
    if (repeated === true) continue;
    if (stops(repeated) && entry.certain) return repeated;
    kept.push(repeated === false ? entry : item(entry.thunk, false));
  }
  return kept;
}

const filter = binary("filter", (predicate, items, call) =>
  withList(items, (value) => filtered(value.items, testWith(predicate, call))),
);

const partition = binary("partition", (predicate, items, call) =>
  withList(items, (value) => {
    const test = memoized(testWith(predicate, call));
    const right = filtered(value.items, test);
    if (right.kind === "unknown") return right;
    return attrs([
      ["right", known(right)],
      ["wrong", known(filtered(value.items, (thunk) => opposite(test(thunk))))],
    ]);
  }),
);

function memoized(test: Test): Test {
  const answers = new Map<Thunk, Answer>();
  return (thunk) => {
    const answer = answers.get(thunk) ?? test(thunk);
    answers.set(thunk, answer);
    return answer;
  };
}

export const builtins = [
  filter,
  partition,
  binary("any", (predicate, items, call) =>
    withList(items, (value) => answerValue(someItem(value.items, testWith(predicate, call)))),
  ),
  binary("all", (predicate, items, call) =>
    withList(items, (value) => {
      const test = testWith(predicate, call);
      return answerValue(opposite(someItem(value.items, (thunk) => opposite(test(thunk)))));
    }),
  ),
  binary("elem", (element, items, call) =>
    withList(items, (value) => answerValue(isElement(element, value.items, call))),
  ),
];

export const lib = [
  ...builtins,
  ternary("findFirst", (predicate, absent, items, call) =>
    withList(items, (value) => findFirst(value.items, testWith(predicate, call), absent)),
  ),
  quaternary("findSingle", (predicate, absent, multiple, items, call) =>
    withList(items, (value) => {
      const passed = filterItems(value.items, testWith(predicate, call));
      if ("kind" in passed) return passed;
      if (passed.some((entry) => entry.kind === "gap" || !entry.certain)) return doubtOf(passed);
      const only = passed[0];
      if (only?.kind !== "item") return absent.force();
      return passed.length > 1 ? multiple.force() : only.thunk.force();
    }),
  ),
  binary("count", (predicate, items, call) =>
    withList(items, (value) => count(value.items, testWith(predicate, call))),
  ),
  binary("remove", (element, items, call) =>
    withList(items, (value) =>
      filtered(value.items, (thunk) => opposite(equalValues(thunk.force(), element.force(), call.context))),
    ),
  ),
  unary("unique", (items, call) => withList(items, (value) => itemsValue(uniqueItems(value.items, call)))),
  unary("allUnique", (items, call) =>
    withList(items, (value) => {
      const kept = uniqueItems(value.items, call);
      if ("kind" in kept) return kept;
      if (kept.some((entry) => entry.kind === "gap" || !entry.certain)) return doubtOf(kept);
      return value.items.every((entry) => entry.kind === "item" && entry.certain)
        ? bool(kept.length === value.items.length)
        : doubtOf(value.items);
    }),
  ),
  binary("intersectLists", (wanted, items, call) =>
    withList(items, (value) => filtered(value.items, amongTest(wanted, call))),
  ),
  binary("subtractLists", (unwanted, items, call) =>
    withList(items, (value) => {
      const among = amongTest(unwanted, call);
      return filtered(value.items, (thunk) => opposite(among(thunk)));
    }),
  ),
  binary("mutuallyExclusive", (a, b, call) =>
    withList(a, (value) =>
      value.items.length === 0
        ? bool(true)
        : withList(b, (others) =>
            answerValue(opposite(someItem(others.items, (thunk) => isElement(thunk, value.items, call)))),
          ),
    ),
  ),
  binary("ifilter0", (predicate, items, call) =>
    withList(items, (value) => {
      const kept: ListItem[] = [];
      for (const [index, entry] of value.items.entries()) {
        if (entry.kind === "gap" || !entry.certain) return listOf([...kept, gap(doubtOf(value.items))]);
        const answer = answerOf(call.apply(predicate, known(int(index)), entry.thunk));
        if (stops(answer)) return answer;
        if (answer !== false) kept.push(item(entry.thunk, answer === true));
      }
      return listOf(kept);
    }),
  ),
];

/** Whether an item is among those of another list, which may be unknown altogether. */
function amongTest(others: Thunk, call: Call): Test {
  return (thunk) => {
    const value = others.force();
    if (value.kind === "list") return isElement(thunk, value.items, call);
    return notA("a list", value);
  };
}
