/** What declaring an option twice asks of a type: what it is made of (`functor`), and both types as one. Source: nixpkgs' lib/types.nix. */
import { isUnknown } from "../../nix/values/builtins/arguments.ts";
import type { BuiltinDefinition, EvalContext } from "../../nix/values/context.ts";
import { equalValues } from "../../nix/values/equality.ts";
import { attrs, builtinFunction, nativeFunction, nullValue, string } from "../../nix/values/make.ts";
import { attributeValue } from "../../nix/values/select.ts";
import { type AttrsValue, known, type Thunk, type Value } from "../../nix/values/value.ts";
import type { TypeSpec } from "./make-type.ts";

export interface Functor {
  /** Name of the type function, where it is not that of the type. */
  readonly name?: string;
  readonly payload: Thunk;
  readonly type: (payload: Thunk) => Value;
  /** Both payloads as one; null where they exclude each other. */
  readonly together: (a: Thunk, b: Thunk) => Value;
}

/** A type that is made of nothing is, with another of its name, itself. */
export function functorOf({ name, functor }: TypeSpec, self: Thunk, context: EvalContext): Value {
  if (!functor) return plainFunctor(name, self, context);
  const together: BuiltinDefinition = {
    name: "binOp",
    arity: 2,
    call: ([a = NOTHING, b = NOTHING]) => functor.together(a, b),
  };
  return attrs([
    ["name", known(string(functor.name ?? name))],
    ["type", known(nativeFunction("type", context, functor.type))],
    ["payload", functor.payload],
    ["binOp", known(builtinFunction(together, context))],
  ]);
}

export const NOTHING = known(nullValue());

/** `defaultFunctor`: of a type that is made of nothing. */
export function plainFunctor(name: string, type: Thunk, context: EvalContext): AttrsValue {
  const binOp: BuiltinDefinition = { name: "binOp", arity: 2, call: () => nullValue() };
  return attrs([
    ["name", known(string(name))],
    ["type", type],
    ["payload", NOTHING],
    ["binOp", known(builtinFunction(binOp, context))],
  ]);
}

/** Two declarations of one option: the type of both, null where there is none. */
export function defaultTypeMerge(own: Thunk, other: Thunk, context: EvalContext): Value {
  const [mine, theirs] = [own.force(), other.force()];
  const [name, otherName] = [attributeValue(mine, "name"), attributeValue(theirs, "name")];
  const alike = equalValues(name, otherName, context);
  if (isUnknown(alike)) return alike;
  if (!alike) return nullValue();
  const payload = attributeValue(mine, "payload");
  if (payload.kind === "unknown") return payload;
  const type = attributeValue(mine, "type");
  if (payload.kind === "null") return type;
  const together = context.apply(
    attributeValue(mine, "binOp"),
    [known(payload), context.lazy(() => attributeValue(theirs, "payload"))],
    undefined,
  );
  if (together.kind === "null" || together.kind === "unknown") return together;
  return context.apply(type, [known(together)], undefined);
}

/** `a.typeMerge b.functor` */
export function mergeTypes(a: Value, b: Value, context: EvalContext): Value {
  return context.apply(attributeValue(a, "typeMerge"), [context.lazy(() => attributeValue(b, "functor"))], undefined);
}
