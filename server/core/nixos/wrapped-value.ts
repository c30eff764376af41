/** A definition as the value that it was: what was taken off is put around it again, for types that look at values. */
import type { EvalContext } from "../nix/values/context.ts";
import { attrs, bool, int, string } from "../nix/values/make.ts";
import { known, type Thunk, unknown } from "../nix/values/value.ts";
import type { Condition, Definition } from "./definition.ts";

export function wrappedValue({ thunk, wrapping }: Definition, context: EvalContext): Thunk {
  const { conditions, priority, order } = wrapping;
  let value = thunk;
  if (order !== undefined) value = marked("order", [["priority", known(int(Math.trunc(order)))]], value);
  if (priority !== undefined) {
    const number = priority === "unknown" ? unknown("a priority is not known") : int(Math.trunc(priority));
    value = marked("override", [["priority", known(number)]], value);
  }
  return conditions.reduceRight((inner, condition) => conditional(condition, inner, context), value);
}

function conditional(condition: Condition, content: Thunk, context: EvalContext): Thunk {
  const answer = context.lazy(() => {
    const holds = condition();
    return typeof holds === "boolean" ? bool(holds) : holds;
  });
  return marked("if", [["condition", answer]], content);
}

function marked(type: string, members: readonly (readonly [string, Thunk])[], content: Thunk): Thunk {
  return known(attrs([["_type", known(string(type))], ...members, ["content", content]]));
}
