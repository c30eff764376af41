/**
 * `optionType`: options whose value is a type. Several are merged as declarations of one option are. Source: nixpkgs'
 * lib/types.nix.
 */
import type { EvalContext } from "../../nix/values/context.ts";
import { attrs, string } from "../../nix/values/make.ts";
import { type AttrsValue, failed, known, type Value } from "../../nix/values/value.ts";
import { declaredAt } from "../option-declarations.ts";
import { makeType } from "./make-type.ts";
import { likeliest } from "./merges.ts";
import type { Defined, OptionPath } from "./option-type.ts";
import { tagIs } from "./scalars.ts";

export function typeOfTypes(context: EvalContext): AttrsValue {
  return makeType(
    {
      name: "optionType",
      description: "optionType",
      phrase: "noun",
      check: (value) => tagIs(value, "option-type"),
      merge: (loc, defs) => {
        const [only, ...others] = defs;
        if (only && others.length === 0) return { value: only.value, certain: only.certain, first: only };
        if (defs.some(({ certain }) => !certain)) return likeliest(defs);
        return { value: mergedTypes(defs, loc, context), certain: true };
      },
    },
    context,
  );
}

function mergedTypes(types: readonly Defined[], loc: OptionPath, context: EvalContext): Value {
  const declarations = types.map(({ value, file }) => ({
    file,
    thunk: known(
      attrs([
        ["_type", known(string("option"))],
        ["type", known(value)],
      ]),
    ),
  }));
  const declared = declaredAt(loc, declarations, context);
  if (declared.kind === "option") return declared.type.force();
  return declared.kind === "refused" ? declared.why : failed("throw", "types cannot be merged");
}
