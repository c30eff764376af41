/** `nullOr`: null or something. Source: nixpkgs' lib/types.nix. */
import type { EvalContext } from "../../nix/values/context.ts";
import { nullValue } from "../../nix/values/make.ts";
import { type AttrsValue, known, type Thunk, type Value } from "../../nix/values/value.ts";
import { around, elementFunctor, elementType, phraseOf } from "./element.ts";
import { makeType } from "./make-type.ts";
import { likeliest, mergeEqual, shown, stopped } from "./merges.ts";

export function nullOr(element: Thunk, context: EvalContext): AttrsValue {
  const type = elementType(element, context);
  const remake = (other: Thunk): Value => nullOr(other, context);
  return makeType(
    {
      name: "nullOr",
      description: phraseOf(element, ["noun", "conjunction"], "null or ", context),
      phrase: "conjunction",
      check: (value) => (value.kind === "null" ? true : type().check(value)),
      merge: (loc, defs) => {
        const nulls = defs.filter(({ value }) => value.kind === "null");
        const rest = defs.filter(({ value }) => value.kind !== "null");
        if (nulls.length === 0) return type().merge(loc, defs);
        if (rest.length === 0) return mergeEqual(context)(loc, defs);
        const certainRest = rest.filter(({ certain }) => certain);
        const certainNull = nulls.some(({ certain }) => certain);
        if (certainNull && certainRest.some(({ value }) => value.kind !== "unknown")) {
          const why = `The option \`${shown(loc)}' is defined both null and not null.`;
          return stopped(why, nulls[0]?.binding);
        }
        if (certainNull) return mergeEqual(context)(loc, nulls);
        if (certainRest.length > 0) return type().merge(loc, rest);
        return { ...likeliest(rest), certain: false };
      },
      empty: known(nullValue()),
      functor: elementFunctor("nullOr", element, remake, context),
      ...around(element, remake, undefined, context),
    },
    context,
  );
}
