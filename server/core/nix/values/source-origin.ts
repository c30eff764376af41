/**
 * A source of nixpkgs' `lib.sources` is copied to the Nix store, to a path that is not known. What it holds lies in the workspace
 * all the same, so it is imported and read from there.
 */
import { selectAttribute } from "./select.ts";
import type { Value } from "./value.ts";

/** The folder of the workspace that a source is made of. */
export function sourceOrigin(value: Value): string | undefined {
  if (value.kind !== "attrs" || selectAttribute(value, "_isLibCleanSourceWith").kind !== "found") return undefined;
  const origin = selectAttribute(value, "origSrc");
  if (origin.kind !== "found") return undefined;
  const path = origin.attribute.thunk.force();
  return path.kind === "path" ? path.path : undefined;
}
