/** What lies outside the workspace, and how it is spoken of. */
import { type UnknownValue, unknown } from "../nix/values/value.ts";

const NIXOS = "the modules of NixOS are not read";

/** The argument `modulesPath`: importing from it adds what every NixOS may have, and is nothing to report. */
export function modulesOfNixos(): UnknownValue {
  return unknown(NIXOS);
}

export function isPartOfNixos({ why }: UnknownValue): boolean {
  return why === NIXOS;
}
