/** `mkOptionType`: types of the user's own. Source: nixpkgs' lib/types.nix. */
import { attributeOr, withAttrs } from "../../nix/values/builtins/arguments.ts";
import type { EvalContext } from "../../nix/values/context.ts";
import { nativeFunction, nullValue } from "../../nix/values/make.ts";
import { selectAttribute } from "../../nix/values/select.ts";
import { type AttrsValue, failed, known, type Thunk, unknown, type Value } from "../../nix/values/value.ts";
import { makeType } from "./make-type.ts";
import { mergeDefault } from "./merges.ts";
import { defaultTypeMerge, plainFunctor } from "./type-functor.ts";

/** `mkOptionType { name = …; check = …; merge = …; … }` */
export function mkOptionType(argument: Thunk, context: EvalContext): Value {
  return withAttrs(argument, (given) => {
    const named = selectAttribute(given, "name");
    if (named.kind === "absent")
      return failed("arguments", "the argument `name` of `mkOptionType` is not given", given.at);
    const name: Thunk = named.kind === "found" ? named.attribute.thunk : known(named.unknown);
    const own = selectAttribute(given, "functor");
    const functor: Thunk =
      own.kind === "found"
        ? own.attribute.thunk
        : context.lazy(() => {
            const text = name.force();
            const type: Thunk = known(unknown("the type function is not evaluated"));
            return text.kind === "string" ? plainFunctor(text.value, type, context) : text;
          });
    const defaults = makeType({ name: "", check: () => true, merge: mergeDefault(context) }, context);
    const typeMerge = nativeFunction("typeMerge", context, (other) => {
      // A type without a functor of its own is only like another of the same name, and then it is that type itself.
      if (own.kind === "absent") return sameNamed(given, functor, other, context);
      return defaultTypeMerge(functor, other, context);
    });
    const description = context.lazy(() => {
      const text = attributeOr(given, "description", nullValue);
      return text.kind === "null" ? name.force() : text;
    });
    const result = new Map(defaults.attributes);
    const set = (key: string, thunk: Thunk): void => {
      result.set(key, { name: key, thunk, key: undefined, binding: undefined, certain: true });
    };
    set("name", name);
    set("functor", functor);
    set("typeMerge", known(typeMerge));
    for (const [key, attribute] of given.attributes) if (result.has(key)) result.set(key, attribute);
    set("description", description);
    return { ...defaults, attributes: result, open: given.open, at: given.at };
  });
}

function sameNamed(given: AttrsValue, own: Thunk, other: Thunk, context: EvalContext): Value {
  const merged = defaultTypeMerge(own, other, context);
  if (merged.kind !== "unknown" || merged.failure !== undefined) return merged;
  // nixpkgs looks the name up among its own types and gives null, which means "not mergeable", for any other.
  return selectAttribute(given, "name").kind === "found" ? nullValue() : merged;
}
