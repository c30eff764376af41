/** Order among the items of a list: what stands before what, and cycles. All comparisons must be known. */
import type { BuiltinDefinition } from "../context.ts";
import { attrs, list } from "../make.ts";
import { failed, known, type Thunk, type UnknownValue, type Value } from "../value.ts";
import { answerOf, withItems } from "./arguments.ts";
import { binary, type Call, ternary } from "./define.ts";

/** What a walk against the order ends with: an item with nothing before it, or one that was met before. */
interface Walk {
  readonly end: "minimal" | "cycle";
  readonly item: Thunk;
  /** The items met on the way that stand before `item`: with them it makes a cycle. */
  readonly loops: readonly Thunk[];
  readonly visited: readonly Thunk[];
  readonly rest: readonly Thunk[];
}

type Before = (a: Thunk, b: Thunk) => boolean | UnknownValue;

interface Parted {
  readonly right: readonly Thunk[];
  readonly wrong: readonly Thunk[];
}

function part(items: readonly Thunk[], test: (item: Thunk) => boolean | UnknownValue): Parted | UnknownValue {
  const right: Thunk[] = [];
  const wrong: Thunk[] = [];
  for (const item of items) {
    const answer = test(item);
    if (typeof answer !== "boolean") return answer;
    (answer ? right : wrong).push(item);
  }
  return { right, wrong };
}

function walk(first: Thunk, others: readonly Thunk[], stopOnCycles: boolean, before: Before): Walk | UnknownValue {
  let item = first;
  let visited: readonly Thunk[] = [];
  let rest = others;
  for (;;) {
    const here = item;
    if (stopOnCycles) {
      const loops = part(visited, (other) => before(other, here));
      if ("kind" in loops) return loops;
      if (loops.right.length > 0) return { end: "cycle", item, loops: loops.right, visited, rest };
    }
    const parted = part(rest, (other) => before(other, here));
    if ("kind" in parted) return parted;
    const [next, ...after] = parted.right;
    if (next === undefined) return { end: "minimal", item, loops: [], visited, rest };
    visited = [item, ...visited];
    rest = [...after, ...parted.wrong];
    item = next;
  }
}

function walkResult({ end, item, loops, visited, rest }: Walk): Value {
  return attrs([
    [end, item],
    ...(end === "cycle" ? [["loops", known(list(loops))] as const] : []),
    ["visited", known(list(visited))],
    ["rest", known(list(rest))],
  ]);
}

/** Smallest first, each with nothing before it among those that are left; or the first cycle that is met. */
function sorted(items: readonly Thunk[], before: Before): Value {
  const result: Thunk[] = [];
  let left = items;
  for (;;) {
    const [first, ...others] = left;
    if (first === undefined || others.length === 0) return attrs([["result", known(list([...result, ...left]))]]);
    const step = walk(first, others, true, before);
    if ("kind" in step) return step;
    if (step.end === "cycle") {
      return attrs([
        ["cycle", known(list([step.item, ...step.visited].reverse()))],
        ["loops", known(list(step.loops))],
      ]);
    }
    result.push(step.item);
    left = [...step.visited, ...step.rest];
  }
}

function beforeWith(fn: Thunk, call: Call): Before {
  return (a, b) => call.context.tick() ?? answerOf(call.apply(fn, a, b));
}

export const lib: readonly BuiltinDefinition[] = [
  ternary("listDfs", (stopOnCycles, before, items, call) =>
    withItems(items, ([first, ...others]) => {
      if (first === undefined) return failed("value", "the list is empty", call.at);
      const stop = answerOf(stopOnCycles.force());
      if (typeof stop !== "boolean") return stop;
      const end = walk(first, others, stop, beforeWith(before, call));
      return "kind" in end ? end : walkResult(end);
    }),
  ),
  binary("toposort", (before, items, call) => withItems(items, (thunks) => sorted(thunks, beforeWith(before, call)))),
];
