/** What two lists begin with. `lib.lists` has these under names that in `lib` itself are about strings. */
import type { BuiltinDefinition } from "../context.ts";
import { equalValues } from "../equality.ts";
import { int, list } from "../make.ts";
import type { Thunk, Value } from "../value.ts";
import { type Answer, answerOf, answerValue, withItems } from "./arguments.ts";
import { binary, type Call, ternary } from "./define.ts";
import { throws } from "./errors.ts";

function isPrefix(prefix: readonly Thunk[], items: readonly Thunk[], call: Call): Answer {
  const start = list(items.slice(0, prefix.length));
  return equalValues(start, list(prefix), call.context);
}

function commonPrefix(a: readonly Thunk[], b: readonly Thunk[], call: Call): Value {
  for (const [index, left] of a.entries()) {
    const right = b[index];
    if (right === undefined) return list(a.slice(0, index));
    const equal = equalValues(left.force(), right.force(), call.context);
    if (typeof equal !== "boolean") return equal;
    if (!equal) return list(a.slice(0, index));
  }
  return list(a);
}

/** The position of the first item that passes. */
function firstIndex(items: readonly Thunk[], predicate: Thunk, absent: Thunk, call: Call): Value {
  for (const [index, thunk] of items.entries()) {
    const answer = answerOf(call.apply(predicate, thunk));
    if (answer === true) return int(index);
    if (answer !== false) return answer;
  }
  return absent.force();
}

export const inLists: readonly BuiltinDefinition[] = [
  binary("hasPrefix", (prefix, items, call) =>
    withItems(prefix, (start) => withItems(items, (thunks) => answerValue(isPrefix(start, thunks, call)))),
  ),
  binary("removePrefix", (prefix, items, call) =>
    withItems(prefix, (start) =>
      withItems(items, (thunks) => {
        const answer = isPrefix(start, thunks, call);
        if (typeof answer !== "boolean") return answer;
        return answer ? list(thunks.slice(start.length)) : throws("the first list is no prefix of the second", call);
      }),
    ),
  ),
  binary("commonPrefix", (a, b, call) =>
    withItems(a, (left) => withItems(b, (right) => commonPrefix(left, right, call))),
  ),
  ternary("findFirstIndex", (predicate, absent, items, call) =>
    withItems(items, (thunks) => firstIndex(thunks, predicate, absent, call)),
  ),
];
