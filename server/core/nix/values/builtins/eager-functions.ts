/**
 * Builtins that take a function and a list look at the function even where the list is empty, in some versions of Nix: there an
 * error in it stops them, and elsewhere it does not. So what such a call gives is not known.
 * Source: `forceFunction` in https://github.com/NixOS/nix/blob/2.8.0/src/libexpr/primops.cc, moved behind the empty list later.
 */
import type { BuiltinDefinition } from "../context.ts";
import { attributeValue, selectAttribute } from "../select.ts";
import { type Thunk, type UnknownValue, unknown, type Value } from "../value.ts";

/** By name: the function among the arguments. */
const FUNCTIONS: Readonly<Record<string, (args: readonly Thunk[]) => Value | undefined>> = {
  all: first,
  any: first,
  concatMap: first,
  filter: first,
  "foldl'": first,
  genericClosure: ([options]) => (options === undefined ? undefined : attributeValue(options.force(), "operator")),
  groupBy: first,
  partition: first,
  sort: first,
  zipAttrsWith: first,
};

function first([fn]: readonly Thunk[]): Value | undefined {
  return fn?.force();
}

/** The definition, with an answer only where the function is none that stops Nix. */
export function lookingAtFunction(definition: BuiltinDefinition): BuiltinDefinition {
  const functionOf = Object.hasOwn(FUNCTIONS, definition.name) ? FUNCTIONS[definition.name] : undefined;
  if (functionOf === undefined) return definition;
  return {
    ...definition,
    call(args, context, at) {
      const result = definition.call(args, context, at);
      if (result.kind === "unknown") return result;
      return problemOf(functionOf(args)) ?? (definition.name === "partition" ? errorIn(args[1]) : undefined) ?? result;
    },
  };
}

function problemOf(fn: Value | undefined): UnknownValue | undefined {
  if (fn === undefined || fn.kind === "function") return undefined;
  const stops =
    fn.kind === "unknown"
      ? fn.failure !== undefined
      : fn.kind !== "attrs" || selectAttribute(fn, "__functor").kind === "absent";
  return stops ? unknown("versions of Nix disagree on whether the function is looked at") : undefined;
}

/** `partition` computes each item, whatever the function asks for. */
function errorIn(items: Thunk | undefined): UnknownValue | undefined {
  const value = items?.force();
  if (value?.kind !== "list") return undefined;
  for (const item of value.items) {
    if (item.kind === "gap" || !item.certain) continue;
    const one = item.thunk.force();
    if (one.kind === "unknown" && one.failure !== undefined) return one;
  }
  return undefined;
}
