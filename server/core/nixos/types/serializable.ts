/** `types.json`, `types.toml`: what a file format can hold. Source: `serializableValueWith` in nixpkgs' lib/types.nix. */
import type { EvalContext } from "../../nix/values/context.ts";
import { list } from "../../nix/values/make.ts";
import { type AttrsValue, known, type Thunk, type Value } from "../../nix/values/value.ts";
import { attrsType, listOf } from "./collections.ts";
import { oneOf } from "./either.ts";
import { nullOr } from "./null-or.ts";
import { pathTypes } from "./paths.ts";
import { scalarTypes, withMembers } from "./scalars.ts";
import { stringTypes } from "./strings.ts";

export function serializable(
  { name, nullable }: { readonly name: string; readonly nullable: boolean },
  context: EvalContext,
): Value {
  const all = new Map<string, Value>([...scalarTypes(context), ...stringTypes(context), ...pathTypes(context)]);
  const plain = ["bool", "int", "float", "str", "path"].flatMap((type): readonly Thunk[] => {
    const value = all.get(type);
    return value ? [known(value)] : [];
  });
  const self: Thunk = { force: () => whole };
  const base = oneOf(
    known(
      list([
        ...plain,
        known(attrsType({ element: self, lazy: false, placeholder: "name" }, context)),
        known(listOf(self, context)),
      ]),
    ),
    context,
  );
  const type = nullable ? nullOr(known(base), context) : base;
  const whole: Value = type.kind === "attrs" ? described(type, name) : type;
  return whole;
}

function described(type: AttrsValue, name: string): AttrsValue {
  return withMembers(type, [["description", known({ kind: "string", value: `${name} value`, at: undefined })]]);
}
