/** What lies outside the workspace, and how it is spoken of. */
import { outsideSearchPath } from "../nix/values/search-path.ts";
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

/**
 * Modules of channels that leave the options of NixOS alone. Sources: <https://nix-community.github.io/home-manager/>,
 * <https://github.com/Mic92/sops-nix>, <https://github.com/ryantm/agenix>, <https://github.com/nix-community/impermanence>.
 */
const CHANNEL_MODULES = [
  "home-manager/nixos",
  "sops-nix/modules/sops",
  "agenix/modules/age.nix",
  "impermanence/nixos.nix",
].map(outsideSearchPath);

const BESIDE_BOOT = /^the modules of the input `[^`]*` are not read$/;

/** Why modules are not known of which it is known that they leave boot, mounts and swap alone. */
export function besideBoot(input: string): string {
  return `the modules of the input \`${input}\` are not read`;
}

/** Whether something that is not read says nothing of boot, mounts and swap all the same. */
export function isBesideBoot(why: string): boolean {
  return BESIDE_BOOT.test(why);
}

/** An input that is not seen, whatever is taken from it. */
export function isOutsideInput({ why }: UnknownValue): boolean {
  return /^the input `[^`]*` lies outside the workspace$/.test(why);
}

/** Modules that need no reading: those of NixOS and flake-parts, and disko's own, whose schema we have. */
export function isKnownOtherwise({ why }: UnknownValue): boolean {
  return (
    why === NIXOS ||
    why === FLAKE_MODULES ||
    why === OWN_OPTIONS ||
    why === outsideInput("disko") ||
    CHANNEL_MODULES.includes(why)
  );
}
