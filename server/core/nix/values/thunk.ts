/** The one place where laziness lives: compute on first use, keep the result, notice a value that needs itself. */
import type { Budget } from "./budget.ts";
import { type Thunk, unknown, type Value } from "./value.ts";

/** `name`: what the value is bound to, for the reason of a cycle. */
export function createThunk(compute: () => Value, budget: Budget, name?: string): Thunk {
  let pending: (() => Value) | undefined = compute;
  let running = false;
  let result: Value | undefined;
  return {
    force() {
      if (result) return result;
      if (running || !pending) return unknown(name ? `\`${name}\` refers to itself` : "the value refers to itself");
      running = true;
      try {
        const value = budget.deeper(pending);
        if (budget.attemptSpent()) return value;
        result = value;
        pending = undefined;
        return value;
      } finally {
        running = false;
      }
    },
  };
}
