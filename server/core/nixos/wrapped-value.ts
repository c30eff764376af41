/** A definition as the value that it was: what was taken off is put around it again, for types that look at values. */

import { marked, override } from "../nix/values/builtins/modules.ts";
import type { EvalContext } from "../nix/values/context.ts";
import { bool, int } from "../nix/values/make.ts";
import { known, type Thunk, unknown } from "../nix/values/value.ts";
import type { Condition, Definition } from "./definition.ts";

export function wrappedValue({ thunk, wrapping }: Definition, context: EvalContext): Thunk {
  const { conditions, priority, order } = wrapping;
  let value = thunk;
  if (order !== undefined) value = known(marked("order", { priority: known(int(Math.trunc(order))), content: value }));
  if (priority !== undefined) {
    const number = priority === "unknown" ? unknown("a priority is not known") : int(Math.trunc(priority));
    value = known(override(known(number), value));
  }
  return conditions.reduceRight((inner, condition) => conditional(condition, inner, context), value);
}

function conditional(condition: Condition, content: Thunk, context: EvalContext): Thunk {
  const answer = context.lazy(() => {
    const holds = condition();
    return typeof holds === "boolean" ? bool(holds) : holds;
  });
  return known(marked("if", { condition: answer, content }));
}
