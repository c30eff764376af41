/**
 * Declarations that add to an option of NixOS or home-manager: `options.fileSystems = mkOption { type = attrsOf (submodule …); };`. The
 * rest of the option is declared where we do not see it, so its type is not known. Such a declaration repeats neither the
 * default nor the description, which nixpkgs would refuse (`mergeOptionDecls` in lib/modules.nix).
 */
import type { AttrsValue } from "../nix/values/value.ts";

/** First names of the options of NixOS, home-manager and disko: a new option below one of them is told by its description. */
const ROOTS = new Set(
  `accounts boot console containers dconf disko documentation environment fileSystems fonts gtk hardware home home-manager i18n
  location microvm networking nix nixpkgs power powerManagement programs qt security services specialisation swapDevices system
  systemd time users virtualisation wayland xdg xsession zramSwap`.split(/\s+/),
);

const OWN = ["default", "description", "example"];

export function mayExtend([root = ""]: readonly string[], declaration: AttrsValue): boolean {
  return ROOTS.has(root) && !OWN.some((name) => declaration.attributes.has(name));
}
