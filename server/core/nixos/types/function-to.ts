/** `functionTo`: functions, merged by what they give. Source: nixpkgs' lib/types.nix. */
import type { Answer } from "../../nix/values/builtins/arguments.ts";
import type { EvalContext } from "../../nix/values/context.ts";
import { attrs, bool, nativeFunction } from "../../nix/values/make.ts";
import { selectAttribute } from "../../nix/values/select.ts";
import { type AttrsValue, known, type Thunk, type UnknownValue, type Value } from "../../nix/values/value.ts";
import { typedOption } from "../typed-option.ts";
import { around, elementFunctor, elementType, phraseOf } from "./element.ts";
import { makeType } from "./make-type.ts";
import type { Defined, OptionPath, OptionType } from "./option-type.ts";

export function functionTo(element: Thunk, context: EvalContext): Value {
  const type = elementType(element, context);
  const remake = (other: Thunk): Value => functionTo(other, context);
  return makeType(
    {
      name: "functionTo",
      description: phraseOf(element, ["noun", "composite"], "function that evaluates to a(n) ", context),
      phrase: "composite",
      check: isCallable,
      merge: (loc, defs) => ({
        value: mergedFunction(loc, defs, type, context),
        certain: defs.some(({ certain }) => certain),
        graded: true,
        first: defs[0],
      }),
      functor: elementFunctor("functionTo", element, remake, context),
      ...around(element, remake, "<function body>", context),
    },
    context,
  );
}

/** A function, or a set that can be called like one. */
export function isCallable(value: Value): Answer {
  if (value.kind !== "attrs") return value.kind === "unknown" ? value : value.kind === "function";
  const functor = selectAttribute(value, "__functor");
  return functor.kind === "unknown" ? functor.unknown : functor.kind === "found";
}

/** Called with something, what all functions give is merged. */
function mergedFunction(
  loc: OptionPath,
  defs: readonly Defined[],
  type: () => OptionType,
  context: EvalContext,
): AttrsValue {
  const call = nativeFunction("merged", context, (argument) => {
    const results = defs.map((def) => ({
      thunk: context.lazy(() => context.apply(def.value, [argument], undefined)),
      wrapping: {
        conditions: def.certain
          ? []
          : [(): UnknownValue => ({ kind: "unknown", why: "a definition is not certain", at: undefined })],
        priority: undefined,
        order: undefined,
      },
      binding: def.binding,
      file: def.file,
    }));
    return typedOption({ loc: [...loc, "<function body>"], type, definitions: () => results, context }).value.force();
  });
  return attrs([
    ["__functor", known(nativeFunction("functor", context, () => call))],
    ["__functionArgs", context.lazy(() => sharedArguments(defs))],
  ]);
}

/** An argument has a default where it has one in all functions. */
function sharedArguments(defs: readonly Defined[]): Value {
  const shared = new Map<string, boolean>();
  for (const { value } of defs) {
    const formals = value.kind === "function" ? value.formals : undefined;
    for (const [name, { optional }] of formals ?? []) shared.set(name, (shared.get(name) ?? true) && optional);
  }
  return attrs([...shared].map(([name, optional]) => [name, known(bool(optional))] as const));
}
