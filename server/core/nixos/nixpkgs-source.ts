/**
 * The source of nixpkgs as a folder that is not there: `import "${nixpkgs}/nixos/lib/eval-config.nix"` makes a host like
 * `nixosSystem`, and modules taken from it are NixOS' own. Of everything else nothing is known. Beside it lies what is known
 * of frameworks that make hosts.
 */
import type { FileContent, Files } from "../files.ts";
import { BLUEPRINT } from "./frameworks/blueprint.ts";
import { CLAN } from "./frameworks/clan.ts";
import { HAUMEA } from "./frameworks/haumea.ts";
import { NIXOS_UNIFIED } from "./frameworks/nixos-unified.ts";
import { SNOWFALL } from "./frameworks/snowfall.ts";

/** A place in the store, where no workspace lies. */
export const NIXPKGS_SOURCE = "/nix/store/00000000000000000000000000000000-source";

/** Of projects whose modules leave the options of NixOS alone: each of their modules is nothing here. */
export const OWN_MODULES_SOURCE = `${NIXPKGS_SOURCE}/own-modules`;

/** home-manager, sops-nix, agenix, impermanence and disko. */
const OWN_MODULES = ["nixos", "nixos/default.nix", "modules/sops", "modules/age.nix", "nixos.nix", "module.nix"];

/** Keeps what it is called with, as `nixosSystem` does (nixos-system.ts). */
const EVAL_CONFIG = `argument: {
  _type = "configuration";
  __nixosSystem = argument;
  config = import ./config.nix;
  pkgs = import ./pkgs.nix;
}`;

/** Each a function of `lib`, and of `open`, which makes a set that may have more, that gives the outputs of a framework. */
const FRAMEWORKS = {
  blueprint: BLUEPRINT,
  clan: CLAN,
  haumea: HAUMEA,
  "nixos-unified": NIXOS_UNIFIED,
  snowfall: SNOWFALL,
};

export type Framework = keyof typeof FRAMEWORKS;

export function frameworkFile(framework: Framework): string {
  return `${NIXPKGS_SOURCE}/frameworks/${framework}.nix`;
}

export function isNixpkgsSource(path: string): boolean {
  return path === NIXPKGS_SOURCE || path.startsWith(`${NIXPKGS_SOURCE}/`);
}

/** The files with that folder among them. */
export function withNixpkgsSource(files: Files): Files {
  return { read: (path) => (isNixpkgsSource(path) ? sourceAt(path.slice(NIXPKGS_SOURCE.length)) : files.read(path)) };
}

function sourceAt(path: string): FileContent {
  if (path === "/nixos/lib/eval-config.nix") return { kind: "text", text: EVAL_CONFIG };
  if (path.startsWith("/nixos/modules/")) return { kind: "text", text: "{ }" };
  if (OWN_MODULES.some((name) => path === `/own-modules/${name}`)) return { kind: "text", text: "{ }" };
  for (const [name, text] of Object.entries(FRAMEWORKS))
    if (path === `/frameworks/${name}.nix`) return { kind: "text", text };
  return { kind: "unreadable", why: "nixpkgs is not in the workspace" };
}
