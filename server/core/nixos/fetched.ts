/**
 * Projects that a configuration without a flake fetches: `imports = [ "${fetchTarball "https://…"}/nixos" ]`. Nothing is
 * fetched; of those whose modules leave the options of NixOS alone it is known that there is nothing to read.
 */
import type { BuiltinDefinition } from "../nix/values/context.ts";
import { MISSING, string } from "../nix/values/make.ts";
import { attributeValue } from "../nix/values/select.ts";
import type { Value } from "../nix/values/value.ts";
import { isOwnOptions } from "./input-kind.ts";
import { OWN_MODULES_SOURCE } from "./nixpkgs-source.ts";

const FETCHERS = ["fetchTarball", "fetchGit"];

/** The builtins, of which those that fetch know these projects. */
export function withFetched(definitions: readonly BuiltinDefinition[]): readonly BuiltinDefinition[] {
  return definitions.map((definition) => {
    if (!FETCHERS.includes(definition.name)) return definition;
    const call: BuiltinDefinition["call"] = (args, context, at) => {
      const [argument = MISSING] = args;
      return fetched(argument.force()) ?? definition.call(args, context, at);
    };
    return { ...definition, call };
  });
}

function fetched(argument: Value): Value | undefined {
  const url = argument.kind === "attrs" ? attributeValue(argument, "url") : argument;
  return url.kind === "string" && isOwnOptions(url.value) ? string(OWN_MODULES_SOURCE) : undefined;
}
