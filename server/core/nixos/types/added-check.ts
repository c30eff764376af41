/** `lib.types.addCheck`: a type that also asks something else of its values. */
import type { Answer } from "../../nix/values/builtins/arguments.ts";
import type { EvalContext } from "../../nix/values/context.ts";
import { attributeValue } from "../../nix/values/select.ts";
import type { AttrsValue, Value } from "../../nix/values/value.ts";
import { makeType } from "./make-type.ts";
import { allOf, readType } from "./option-type.ts";

/** `type` is a type's set; everything else of it stays. */
export function withCheck(type: AttrsValue, added: (value: Value) => Answer, context: EvalContext): AttrsValue {
  const inner = readType(type, context);
  if ("why" in inner) return type;
  const check = (value: Value): Answer => both(inner.check(value), () => added(value));
  const merge = attributeValue(type, "merge");
  const checksItself = merge.kind === "attrs" && merge.attributes.has("v2");
  const changed = makeType(
    {
      name: "",
      check,
      merge: inner.merge,
      ...(checksItself && {
        fits: (loc, defs) => both(inner.fits(loc, defs), () => allOf(defs, ({ value }) => added(value))),
      }),
    },
    context,
  );
  const attributes = new Map(type.attributes);
  for (const name of ["check", "merge"]) {
    const own = changed.attributes.get(name);
    if (own && (name === "check" || checksItself)) attributes.set(name, own);
  }
  return { ...type, attributes };
}

/** The second is only asked where the first does not say no. */
export function both(first: Answer, second: () => Answer): Answer {
  if (first === false || (typeof first !== "boolean" && first.failure)) return first;
  const then = second();
  return then === true ? first : then;
}
