/** `genericClosure`: everything that can be reached from a start, each key once, in the order it is met. */

import { list } from "../make.ts";
import { compareValues } from "../order.ts";
import { attributeValue } from "../select.ts";
import { known, type Thunk, type Value } from "../value.ts";
import { isUnknown, withAttrs, withItems } from "./arguments.ts";
import { type Call, unary } from "./define.ts";

function closure(start: readonly Thunk[], operator: Thunk, call: Call): Value {
  const waiting = [...start];
  const met: { readonly key: Value; readonly thunk: Thunk }[] = [];
  for (const thunk of waiting) {
    const spent = call.context.tick();
    if (spent !== undefined) return spent;
    const key = attributeValue(thunk.force(), "key");
    const before = isMet(key, met, call);
    if (typeof before !== "boolean") return before;
    if (before) continue;
    met.push({ key, thunk });
    const next = withItems(known(call.apply(operator, thunk)), (thunks) => {
      waiting.push(...thunks);
      return list([]);
    });
    if (next.kind === "unknown") return next;
  }
  return list(met.map(({ thunk }) => thunk));
}

function isMet(key: Value, met: readonly { readonly key: Value }[], call: Call) {
  if (key.kind === "unknown") return key;
  for (const other of met) {
    const order = call.context.tick() ?? compareValues(key, other.key, call.context);
    if (isUnknown(order)) return order;
    if (order === 0) return true;
  }
  return false;
}

const genericClosure = unary("genericClosure", (set, call) =>
  withAttrs(set, (value) =>
    withItems(known(attributeValue(value, "startSet")), (start) =>
      closure(start, known(attributeValue(value, "operator")), call),
    ),
  ),
);

export const builtins = [genericClosure];
export const lib = builtins;
