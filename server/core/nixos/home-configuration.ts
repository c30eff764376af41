/**
 * `home-manager.lib.homeManagerConfiguration { … }`: what it is called with is kept, so that it can be matched to a host.
 * Source: <https://nix-community.github.io/home-manager/index.xhtml#sec-flakes-standalone>.
 */
import type { EvalContext } from "../nix/values/context.ts";
import { attribute, attrs, attrsOf, nativeFunction, string } from "../nix/values/make.ts";
import { selectAttribute } from "../nix/values/select.ts";
import { type AttrsValue, known, unknown, type Value } from "../nix/values/value.ts";

/** The argument of the call, in the result: an attribute that no real configuration has. */
const ARGUMENT = "__homeConfiguration";

/** Closed, though it has more: people put it into nixpkgs' lib, and it takes nothing of that away. */
export function homeManagerLib(context: EvalContext): AttrsValue {
  const make = nativeFunction("homeManagerConfiguration", context, (argument) =>
    attrsOf(
      new Map([
        ["_type", attribute("_type", known(string("configuration")))],
        [ARGUMENT, attribute(ARGUMENT, argument)],
      ]),
      unknown("home configurations on their own are not read by other modules"),
    ),
  );
  return attrs([
    ["homeManagerConfiguration", known(make)],
    ["hm", known(unknown("functions of home-manager are not evaluated"))],
  ]);
}

/** What `homeManagerConfiguration` was called with; undefined for any other value. */
export function homeArgument(value: Value): Value | undefined {
  const argument = value.kind === "attrs" ? selectAttribute(value, ARGUMENT) : undefined;
  return argument?.kind === "found" ? argument.attribute.thunk.force() : undefined;
}
