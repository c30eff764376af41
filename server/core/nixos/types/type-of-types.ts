/** `types.optionType`: options whose value is a type. Several are merged as declarations of one option are. */
import type { EvalContext } from "../../nix/values/context.ts";
import { attrs, string } from "../../nix/values/make.ts";
import { type AttrsValue, failed, known, type Value } from "../../nix/values/value.ts";
import { declaredAt } from "../option-declarations.ts";
import { optionTypeType } from "./functions.ts";
import type { Defined, OptionPath } from "./option-type.ts";

export function typeOfTypes(context: EvalContext): AttrsValue {
  return optionTypeType(context, (types, loc) => merged(types, loc, context));
}

function merged(types: readonly Defined[], loc: OptionPath, context: EvalContext): Value {
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
