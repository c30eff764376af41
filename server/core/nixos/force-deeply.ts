/** Computes a value with all that is in it, so that every file it imports is read, and shows each part. */
import type { EvalContext } from "../nix/values/context.ts";
import type { Value } from "../nix/values/value.ts";

/** Values, and levels: far more than a disk layout has. A value may contain itself, and the budget is for other questions too. */
const MAX_VALUES = 5000;
const MAX_LEVELS = 24;

export function forceDeeply(value: Value, context: EvalContext, see: (part: Value) => void = () => {}): void {
  let left = MAX_VALUES;
  const walk = (inner: Value, level: number): void => {
    if (left <= 0 || level > MAX_LEVELS) return;
    left -= 1;
    see(inner);
    if (inner.kind === "list") {
      for (const item of inner.items) if (item.kind === "item" && left > 0) walk(item.thunk.force(), level + 1);
    } else if (inner.kind === "attrs") {
      for (const { thunk } of inner.attributes.values()) if (left > 0) walk(thunk.force(), level + 1);
    }
  };
  context.deeper(() => walk(value, 0));
}
