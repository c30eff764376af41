/** Functions on lists and flags that nixpkgs keeps for old configurations (`lib.misc`). */

import type { BuiltinDefinition } from "../context.ts";
import { equalValues } from "../equality.ts";
import { bool, list, nullValue, string } from "../make.ts";
import { attributeValue } from "../select.ts";
import { failed, known, type Thunk, type Value } from "../value.ts";
import { type Answer, answerOf, attributeOr, hasAttribute, notA, withItems, withString } from "./arguments.ts";
import { binary, type Call, ternary, unary, unknowable } from "./define.ts";
import { itemsOf } from "./known-text.ts";
import { isItems } from "./list-order.ts";
import { isElement } from "./list-search.ts";

/** Each item that is not among those already accepted, once. */
function uniqueList(args: Thunk, call: Call): Value {
  return withItems(known(attributeValue(args.force(), "inputList")), (items) =>
    withItems(known(attributeOr(args.force(), "acc", () => list([]))), (accepted) => {
      const met = [...accepted];
      const kept: Thunk[] = [];
      for (const thunk of items) {
        const isMet = isElement(thunk, list(met).items, call);
        if (typeof isMet !== "boolean") return isMet;
        if (isMet) continue;
        met.unshift(thunk);
        kept.push(thunk);
      }
      return list(kept);
    }),
  );
}

/** The same with a comparison of one's own. */
function uniqueListBy(args: Thunk, call: Call): Value {
  const given = args.force();
  return withItems(known(attributeValue(given, "inputList")), (items) =>
    withItems(known(attributeOr(given, "outputList", () => list([]))), (accepted) => {
      const kept = [...accepted];
      for (const thunk of items) {
        const isMet = isAmong(thunk, kept, given, call);
        if (typeof isMet !== "boolean") return isMet;
        if (!isMet) kept.push(thunk);
      }
      return list(kept);
    }),
  );
}

function isAmong(thunk: Thunk, kept: readonly Thunk[], options: Value, call: Call): Answer {
  const hasGetter = hasAttribute(options, "getter");
  const hasCompare = hasAttribute(options, "compare");
  if (typeof hasGetter !== "boolean") return hasGetter;
  if (typeof hasCompare !== "boolean") return hasCompare;
  const key = (of: Thunk) => (hasGetter ? call.applied(known(attributeValue(options, "getter")), of) : of);
  for (const other of kept) {
    const same = hasCompare
      ? answerOf(call.apply(known(attributeValue(options, "compare")), key(other), key(thunk)))
      : equalValues(key(other).force(), key(thunk).force(), call.context);
    if (same !== false) return same;
  }
  return false;
}

/** The texts of a list of keys and texts whose keys pass, after `start`. */
function concatIf(start: Thunk, items: Thunk, test: Thunk, call: Call): Value {
  return withItems(items, (thunks) => {
    let text = start;
    for (let index = 0; index < thunks.length; index += 2) {
      const key = thunks[index];
      const end = thunks[index + 1];
      if (!key) break;
      const answer = answerOf(call.apply(test, key));
      if (typeof answer !== "boolean") return answer;
      if (!end) return failed("value", "the list has a key without its text", call.at);
      if (!answer) continue;
      const next = withString(text, (before) => withString(end, (after) => string(before + after)));
      if (next.kind === "unknown") return next;
      text = known(next);
    }
    return text.force();
  });
}

/** Everything that can be reached from a start, the last met first. */
function closure(args: Thunk, call: Call): Value {
  const operator = call.context.lazy(() => attributeValue(args.force(), "operator"));
  return withItems(known(attributeValue(args.force(), "startSet")), (start) => {
    const waiting = [...start];
    const keys: Thunk[] = [];
    const result: Thunk[] = [];
    for (const thunk of waiting) {
      const spent = call.context.tick();
      if (spent) return spent;
      const key = known(attributeValue(thunk.force(), "key"));
      const isMet = isElement(key, list(keys).items, call);
      if (typeof isMet !== "boolean") return isMet;
      if (isMet) continue;
      const next = itemsOf(call.apply(operator, thunk));
      if (!isItems(next)) return next;
      keys.unshift(key);
      result.unshift(thunk);
      waiting.push(...next);
    }
    return list(result);
  });
}

/** Whether a flag is set: by its name among the flags, or as an attribute. */
function checkFlag(set: Thunk, name: Thunk, call: Call): Value {
  return withString(name, (text) => {
    if (text === "true" || text === "false") return bool(text === "true");
    const flags = attributeOr(set.force(), "flags", () => list([]));
    if (flags.kind !== "list") return notA("a list", flags);
    const among = isElement(name, flags.items, call);
    if (among === true) return bool(true);
    return among === false ? attributeOr(set.force(), text, () => bool(false)) : among;
  });
}

/** The value of a name in a set, among its flags, or in a list of names with values. */
function getValue(set: Thunk, args: Thunk, name: Thunk, call: Call): Value {
  return withString(name, (text) =>
    attributeOr(set.force(), text, () => {
      const isSet = answerOf(checkFlag(set, name, call));
      if (isSet !== false) return isSet === true ? bool(true) : isSet;
      return withItems(args, (pairs) => {
        for (const thunk of pairs) {
          const pair = itemsOf(thunk.force());
          if (!isItems(pair)) return pair;
          const [key, value] = pair;
          if (!key) return failed("value", "the list is empty", call.at);
          const same = equalValues(key.force(), name.force(), call.context);
          if (typeof same !== "boolean") return same;
          if (same) return value?.force() ?? failed("value", "the list is empty", call.at);
        }
        return nullValue();
      });
    }),
  );
}

const NOT_BUILT = "derivations are not built";

export const lib: readonly BuiltinDefinition[] = [
  unary("uniqList", uniqueList),
  unary("uniqListExt", uniqueListBy),
  ternary("condConcat", concatIf),
  unary("lazyGenericClosure", closure),
  binary("checkFlag", checkFlag),
  ternary("getValue", getValue),
  unknowable("checkReqs", 3, "requirements between flags are not evaluated"),
  unknowable("maybeEnv", 2, "variables of the environment are not known"),
  unknowable("foldArgs", 4, "functions that collect their arguments are not evaluated"),
  unknowable("closePropagation", 1, NOT_BUILT),
  unknowable("innerClosePropagation", 2, NOT_BUILT),
];

export const inMisc: readonly BuiltinDefinition[] = [
  unknowable("closePropagationFast", 1, NOT_BUILT),
  unknowable("closePropagationSlow", 1, NOT_BUILT),
];
