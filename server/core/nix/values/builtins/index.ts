/** The one supply of native functions. */

import { coerceToString } from "../coerce.ts";
import type { BuiltinDefinition, EvalContext } from "../context.ts";
import { attrs, builtinFunction } from "../make.ts";
import { known, unknown, type Value } from "../value.ts";

export const builtinDefinitions: readonly BuiltinDefinition[] = [
  {
    name: "toString",
    arity: 1,
    call: ([value], context) => (value ? coerceToString(value.force(), "toString", context) : unknown("no argument")),
  },
];

/** The value of the `lib` argument. */
export function libAttributes(context: EvalContext): Value {
  return attrs(
    builtinDefinitions.map((definition) => [definition.name, known(builtinFunction(definition, context))] as const),
  );
}
