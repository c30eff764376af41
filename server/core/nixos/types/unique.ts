/** `unique` and `uniq`: what may be defined once only. Source: nixpkgs' lib/types.nix. */
import { withAttrs } from "../../nix/values/builtins/arguments.ts";
import type { EvalContext } from "../../nix/values/context.ts";
import { attributeValue } from "../../nix/values/select.ts";
import type { Thunk, Value } from "../../nix/values/value.ts";
import { around, elementFunctor, elementType } from "./element.ts";
import { makeType } from "./make-type.ts";
import { likeliest, mergeOne } from "./merges.ts";

/** `unique { message = "…"; } type`, and `uniq type` without a message. */
export function unique(message: string, element: Thunk, context: EvalContext): Value {
  const type = elementType(element, context);
  const remake = (other: Thunk): Value => unique(message, other, context);
  return makeType(
    {
      name: "unique",
      description: context.lazy(() => attributeValue(element.force(), "description")),
      phrase: context.lazy(() => attributeValue(element.force(), "descriptionClass")),
      check: (value) => type().check(value),
      merge: (loc, defs) => {
        const certain = defs.filter((def) => def.certain);
        if (certain.length > 1) return mergeOne(loc, defs, message);
        if (defs.length === 1) return type().merge(loc, defs);
        return certain.length === 1 ? type().merge(loc, certain) : likeliest(defs);
      },
      emptyValue: context.lazy(() => attributeValue(element.force(), "emptyValue")),
      functor: elementFunctor("unique", element, remake, context),
      ...around(element, remake, undefined, context),
    },
    context,
  );
}

/** `uniqueOf { message = …; }` */
export function uniqueWith(options: Thunk, element: Thunk, context: EvalContext): Value {
  return withAttrs(options, (given) => {
    const message = attributeValue(given, "message");
    return unique(message.kind === "string" ? message.value : "", element, context);
  });
}
