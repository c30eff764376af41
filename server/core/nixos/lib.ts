/**
 * nixpkgs' `lib` as modules know it: the functions of the language room, and on top what belongs to the module system
 * (`lib.types`, `lib.evalModules` and their relatives).
 */
import { builtinDefinitions, libAttributes } from "../nix/values/builtins/index.ts";
import type { EvalContext, Natives } from "../nix/values/context.ts";
import type { Value } from "../nix/values/value.ts";

/** The value of the argument `lib`, for evaluators of NixOS configurations and of what they import. */
export function nixosLib(context: EvalContext): Value {
  return libAttributes(context);
}

/** What an evaluator is given so that `lib` is the whole of it. */
export const nixosNatives: Natives = { builtins: builtinDefinitions, lib: nixosLib };
