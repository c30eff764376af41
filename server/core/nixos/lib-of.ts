/** The `lib` that native code hands to modules: one for each evaluator, made once. */
import type { EvalContext } from "../nix/values/context.ts";
import { known, type Thunk, unknown } from "../nix/values/value.ts";

const libs = new WeakMap<EvalContext, Thunk>();

export function rememberLib(context: EvalContext, lib: Thunk): void {
  libs.set(context, lib);
}

/** Not known where the evaluator was given another `lib`. */
export function libOf(context: EvalContext): Thunk {
  return libs.get(context) ?? known(unknown("`lib` is not given"));
}
