/** `nixpkgs.lib.nixosSystem { … }`: what it is called with is kept, so that whoever finds the result finds the host. */
import type { EvalContext } from "../nix/values/context.ts";
import { attribute, attrsOf, nativeFunction } from "../nix/values/make.ts";
import { selectAttribute } from "../nix/values/select.ts";
import { type FunctionValue, type Thunk, unknown, type Value } from "../nix/values/value.ts";

/** The argument of the call, in the result: an attribute that no real configuration has. */
const ARGUMENT = "__nixosSystem";

export function nixosSystem(context: EvalContext): FunctionValue {
  return nativeFunction("nixosSystem", context, (argument) =>
    attrsOf(
      new Map([[ARGUMENT, attribute(ARGUMENT, argument)]]),
      unknown("the configuration of another host is not evaluated"),
    ),
  );
}

/** What `nixosSystem` was called with; undefined for any other value. */
export function systemArgument(value: Value): Value | undefined {
  const argument = value.kind === "attrs" ? selectAttribute(value, ARGUMENT) : undefined;
  return argument?.kind === "found" ? argument.attribute.thunk.force() : undefined;
}

/** One of the call's attributes; undefined where it is not given or not known. */
export function givenTo(argument: Value, name: string): Thunk | undefined {
  const selection = selectAttribute(argument, name);
  return selection.kind === "found" ? selection.attribute.thunk : undefined;
}
