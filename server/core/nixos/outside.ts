/** What lies outside the workspace, and how it is spoken of. */
import { type UnknownValue, unknown } from "../nix/values/value.ts";

const NIXOS = "the modules of NixOS are not read";

/** The argument `modulesPath`: importing from it adds what every NixOS may have, and is nothing to report. */
export function modulesOfNixos(): UnknownValue {
  return unknown(NIXOS);
}

/** Why an input of the flake is not known. */
export function outsideInput(name: string): string {
  return `the input \`${name}\` lies outside the workspace`;
}

/** Why modules of flake-parts itself are not known. */
export const FLAKE_MODULES = "the modules of flake-parts are not read";

/** Why modules are not known that leave the options of NixOS alone: they declare their own, or we have what they do. */
export const OWN_OPTIONS = "modules with options of their own are not read";

/** Modules that need no reading: those of NixOS and flake-parts, and disko's own, whose schema we have. */
export function isKnownOtherwise({ why }: UnknownValue): boolean {
  return why === NIXOS || why === FLAKE_MODULES || why === OWN_OPTIONS || why === outsideInput("disko");
}
