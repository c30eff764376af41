/** The module that is part of every closed module system: it declares what `_module` says. Source: nixpkgs' lib/modules.nix. */
import type { EvalContext } from "../nix/values/context.ts";
import { attrs, bool, nullValue, string } from "../nix/values/make.ts";
import { type AttrsValue, known, type Thunk, type Value } from "../nix/values/value.ts";
import { attrsType } from "./types/collections.ts";
import { makeType } from "./types/make-type.ts";
import { mergeEqual, mergeOne } from "./types/merges.ts";
import { nullOr } from "./types/null-or.ts";
import { ofKind } from "./types/scalars.ts";
import { typeOfTypes } from "./types/type-of-types.ts";

export function moduleOptions(
  args: readonly (readonly [string, Thunk])[],
  specialArgs: Thunk,
  context: EvalContext,
): AttrsValue {
  const raw = makeType({ name: "raw", phrase: "noun", check: () => true, merge: mergeOne }, context);
  const flag = makeType({ name: "bool", phrase: "noun", check: ofKind("bool"), merge: mergeEqual(context) }, context);
  const option = (members: readonly (readonly [string, Value])[]): Thunk =>
    known(
      attrs([["_type", known(string("option"))], ...members.map(([name, value]) => [name, known(value)] as const)]),
    );
  const argsType = attrsType({ element: known(raw), lazy: true, placeholder: "name" }, context);
  const options = attrs([
    ["args", option([["type", argsType]])],
    [
      "check",
      option([
        ["type", flag],
        ["default", bool(true)],
      ]),
    ],
    [
      "freeformType",
      option([
        ["type", nullOr(known(typeOfTypes(context)), context)],
        ["default", nullValue()],
      ]),
    ],
    ["specialArgs", option([["readOnly", bool(true)]])],
  ]);
  const config = attrs([
    ["args", known(attrs(args))],
    ["specialArgs", specialArgs],
  ]);
  return attrs([
    ["_file", known(string("lib/modules.nix"))],
    ["key", known(string("lib/modules.nix"))],
    ["options", known(attrs([["_module", known(options)]]))],
    ["config", known(attrs([["_module", known(config)]]))],
  ]);
}
