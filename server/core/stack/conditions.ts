/** Whether the values of options are what a pattern asks for: `services.forgejo.database.type` is `postgres`. */

import type { Value } from "../nix/values/value.ts";
import type { Configuration, OptionState } from "../nixos/host.ts";
import { packageName } from "../nixos/package-set.ts";
import type { Condition, Scalar } from "../patterns/detection.ts";
import type { Location } from "../text/span.ts";

export type Holding =
  | { readonly kind: "yes" }
  | { readonly kind: "no" }
  | {
      readonly kind: "unknown";
      readonly at: Location | undefined;
      /** The option that is not known. */
      readonly name: string;
      readonly why: string;
      /** It holds where the option is what NixOS makes of it. */
      readonly usual: boolean;
    };

/** Whether all of them hold; `star` stands for `*` in their options, as the name of a site does in `services.wordpress.sites.*`. */
export function holding(conditions: readonly Condition[], configuration: Configuration, star?: string): Holding {
  const all = conditions.map((one) => holdingOf(one, configuration, star));
  const unknown = all.filter((one) => one.kind === "unknown");
  const [first] = unknown;
  if (all.some(({ kind }) => kind === "no")) return { kind: "no" };
  return first ? { ...first, usual: unknown.every(({ usual }) => usual) } : { kind: "yes" };
}

function holdingOf(condition: Condition, configuration: Configuration, star: string | undefined): Holding {
  const { option, not } = condition;
  const state = configuration.option(option.split(".").map((part) => (part === "*" ? (star ?? part) : part)));
  const fallback = defaultOf(condition, configuration);
  const usual = fallback !== undefined ? suits(fallback, condition) : not !== undefined;
  const unknown = (at: Location | undefined, why: string): Holding => ({
    kind: "unknown",
    at,
    name: option,
    why,
    usual,
  });
  if (state.kind === "absent") {
    if (fallback !== undefined || not !== undefined) return { kind: usual ? "yes" : "no" };
    return unknown(undefined, "nobody sets it, and its default is not known");
  }
  if (state.kind === "unknown") return unknown(state.at, state.unknown.why);
  const at = state.definitions[0];
  const said = scalarOf(state.value);
  if (said === undefined && !(not && isOther(state.value, not))) return unknown(at, whyNot(state));
  if (!state.certain) return unknown(at, "its condition is not known");
  if (said === undefined) return { kind: "yes" };
  return { kind: suits(said, condition) ? "yes" : "no" };
}

function suits(value: Scalar, { is, not }: Condition): boolean {
  return is ? is.includes(value) : not ? !not.includes(value) : false;
}

/** NixOS' own; undefined: nobody says, or it hangs on a `system.stateVersion` that is not known. */
function defaultOf({ default: usual, before }: Condition, configuration: Configuration): Scalar | undefined {
  if (!before) return usual;
  const older = isOlder(configuration, before.stateVersion);
  return older === undefined ? undefined : older ? before.default : usual;
}

/** Whether `system.stateVersion` is before a version like `22.05`; undefined where it is not known. */
export function isOlder(configuration: Configuration, version: string): boolean | undefined {
  const state = configuration.option(["system", "stateVersion"]);
  const said = state.kind === "known" && state.certain ? scalarOf(state.value) : undefined;
  return typeof said === "string" && /^\d\d\.\d\d/.test(said) ? said < version : undefined;
}

/** An attribute set is neither null nor a number; it may be a package, which counts as its name. */
function isOther({ kind }: Value, scalars: readonly Scalar[]): boolean {
  return (kind === "attrs" || kind === "list") && scalars.every((one) => typeof one !== "string");
}

function scalarOf(value: Value): Scalar | undefined {
  switch (value.kind) {
    case "null":
      return null;
    case "bool":
    case "float":
    case "string":
      return value.value;
    case "int":
      return Number(value.value);
    case "path":
      return value.path;
    default:
      return packageName(value);
  }
}

function whyNot({ value }: OptionState & { readonly kind: "known" }): string {
  return value.kind === "unknown" ? value.why : "it is no plain value";
}
