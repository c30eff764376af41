/**
 * `__overrides` of a `rec { }`: its attributes take the place of those of the set, for the set's own expressions too.
 * An old form, which Nix still has. https://nix.dev/manual/nix/2.18/language/constructs (recursive sets)
 */
import { describe } from "./select.ts";
import { type Attribute, failed, type Thunk, type UnknownValue, type Value } from "./value.ts";

/** Changes `attributes` and `names`; what is returned is why the set has no value. */
export function overridden(
  overrides: Attribute,
  attributes: Map<string, Attribute>,
  names: Map<string, Thunk>,
): UnknownValue | undefined {
  const value: Value = overrides.thunk.force();
  if (value.kind === "unknown") return value;
  if (value.kind !== "attrs") return failed("type", `\`__overrides\` has to be a set, it is ${describe(value)}`);
  if (value.open) return value.open;
  for (const [name, attribute] of value.attributes) {
    // Names that the set does not have already are attributes only: its expressions do not see them.
    if (attributes.has(name)) names.set(name, attribute.thunk);
    attributes.set(name, attribute);
  }
  return undefined;
}
