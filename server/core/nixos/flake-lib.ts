/** nixpkgs' `lib` as a flake has it: with `nixosSystem`, and able to be extended. */
import type { EvalContext } from "../nix/values/context.ts";
import { attrs, nativeFunction } from "../nix/values/make.ts";
import { mergeAttrs } from "../nix/values/merge.ts";
import { known, type Thunk, type Value } from "../nix/values/value.ts";
import { nixosSystem, type SystemEvaluation } from "./nixos-system.ts";

export function flakeLib(base: () => Value, context: EvalContext, evaluation: SystemEvaluation): Thunk {
  const lib: Thunk = context.lazy(() =>
    mergeAttrs(
      base(),
      attrs([
        ["nixosSystem", known(nixosSystem(context, evaluation))],
        ["extend", known(extendOf(lib, context, evaluation))],
        ["makeExtensible", known(nativeFunction("makeExtensible", context, (fn) => extensible(fn, context)))],
      ]),
    ),
  );
  return lib;
}

/** `lib.makeExtensible (self: { … })`, whose own names stay whatever libraries are merged into it. */
function extensible(fn: Thunk, context: EvalContext): Value {
  const extend = nativeFunction("extend", context, (overlay) => {
    const extended = nativeFunction("extended", context, (final) => {
      const before = context.lazy(() => context.apply(fn.force(), [final], undefined));
      return mergeAttrs(before.force(), context.apply(overlay.force(), [final, before], undefined));
    });
    return extensible(known(extended), context);
  });
  const final: Thunk = context.lazy(() =>
    firmly(
      mergeAttrs(
        context.apply(fn.force(), [final], undefined),
        attrs([
          ["extend", known(extend)],
          ["__unfix__", fn],
        ]),
      ),
    ),
  );
  return final.force();
}

/**
 * `lib.extend (final: prev: { … })`. What is added may come from inputs: it takes nothing of `lib` away.
 * Its `nixosSystem` hands modules the extended `lib`. Source: `lib` in https://github.com/NixOS/nixpkgs/blob/master/flake.nix
 */
function extendOf(lib: Thunk, context: EvalContext, evaluation: SystemEvaluation): Value {
  return nativeFunction("extend", context, (overlay) => {
    const final: Thunk = context.lazy(() => {
      const added = context.apply(overlay.force(), [final, lib], undefined);
      const own = attrs([
        ["nixosSystem", known(nixosSystem(context, evaluation, final))],
        ["extend", known(extendOf(final, context, evaluation))],
      ]);
      return firmly(mergeAttrs(mergeAttrs(lib.force(), own), added));
    });
    return final.force();
  });
}
/**
 * The set with all that it names certainly there, though something not seen was merged into it: what inputs bring beside
 * the names that a project chose itself is no name of the project.
 */
export function firmly(value: Value): Value {
  if (value.kind !== "attrs") return value;
  const attributes = [...value.attributes].map(([name, attribute]) => [name, { ...attribute, certain: true }] as const);
  return { ...value, attributes: new Map(attributes) };
}
