/**
 * Modules that NixOS ships beside those that every machine has: images for clouds, installers, virtual machines. Configurations
 * import them by `modulesPath`. Many of them set a root, a boot loader or a whole machine up; nobody here reads them, so what
 * they do not touch has to be known by name.
 * https://github.com/NixOS/nixpkgs/tree/master/nixos/modules/profiles
 */

/** Those that leave boot loaders, mounts and swap alone. */
const HARMLESS =
  /^\/(installer\/scan\/(not-)?detected\.nix|profiles\/(all-hardware|base|bashless|graphical|hardened|headless|minimal|perlless|qemu-guest)\.nix|(hardware|services|security|programs|config|misc)\/.*)$/;

/** `"${modulesPath}/virtualisation/amazon-image.nix"`, `(modulesPath + "/installer/scan/not-detected.nix")` */
const NAMED = /\bmodulesPath\b\s*(?:\}|\)?\s*\+\s*")\s*(?<path>\/[\w./+-]*)/g;

/** Not as an argument of the module's function. */
const USED = /\bmodulesPath\b(?!\s*(?:,|\?|\}\s*[:@]))/g;

/** Whether a module, by its text, imports nothing of NixOS that may set up boot, mounts or swap. */
export function leavesBootAlone(text: string): boolean {
  const uses = [...text.matchAll(USED)].length;
  const named = [...text.matchAll(NAMED)].flatMap(({ groups }) => groups?.path ?? []);
  return named.every((path) => HARMLESS.test(path)) && named.length >= uses;
}
