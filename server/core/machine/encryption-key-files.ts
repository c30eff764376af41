/**
 * Key files of LUKS devices that the initrd does not find. It has its own `/tmp` and `/run`, empty but for what the host puts
 * there. The scripted initrd waits ten seconds and stops; systemd asks for a passphrase.
 * https://github.com/NixOS/nixpkgs/blob/master/nixos/modules/system/boot/luksroot.nix (open_normally)
 * https://man7.org/linux/man-pages/man5/crypttab.5.html
 */
import { memberState, membersOf } from "../disko/certain-value.ts";
import { isOpenedInInitrd } from "../disko/encryption-settings.ts";
import type { DiskoObject } from "../disko/layout.ts";
import type { SyntaxTree } from "../nix/syntax/ast.ts";
import type { Location } from "../text/span.ts";
import { hasOwnLuksEntry } from "./encryption-devices.ts";
import type { Machine } from "./machine.ts";

export interface LostKeyFile {
  readonly file: string;
  readonly at: Location;
}

/** Folders that are empty when a machine starts. */
const EMPTY_AT_BOOT = /^\/tmp\//;

/** What may put a file into the initrd, or run before the key is looked for. */
const MAY_BRING_IT: readonly (readonly string[])[] = [
  ["boot", "initrd", "secrets"],
  ["boot", "initrd", "preLVMCommands"],
  ["boot", "initrd", "preDeviceCommands"],
  ["boot", "initrd", "postDeviceCommands"],
  ["boot", "initrd", "extraFiles"],
  ["boot", "initrd", "systemd", "contents"],
  ["boot", "initrd", "systemd", "services"],
  ["boot", "initrd", "clevis"],
];

interface Read {
  readonly paths: readonly string[];
  syntax(path: string): SyntaxTree | undefined;
}

/** Undefined where the file may be there, or the LUKS asks for a passphrase anyway. */
export function lostKeyFile(luks: DiskoObject, machine: Machine | undefined, read: Read): LostKeyFile | undefined {
  if (!isOpenedInInitrd(luks)) return undefined;
  const settings = membersOf(luks, "settings");
  const file = memberState(settings, "keyFile");
  if (file.kind !== "certain" || file.value.kind !== "string" || !EMPTY_AT_BOOT.test(file.value.value))
    return undefined;
  const others = ["fallbackToPassword", "preOpenCommands", "tryEmptyPassphrase"];
  if (others.some((name) => memberState(settings, name).kind !== "absent")) return undefined;
  if (machine?.facts.initrd?.value === "systemd" || hasOwnLuksEntry(luks, machine, read)) return undefined;
  if (machine !== undefined && MAY_BRING_IT.some((path) => machine.configuration.option(path).kind !== "absent")) {
    return undefined;
  }
  if (machine === undefined && read.paths.some((path) => /\binitrd\s*[.=]/.test(read.syntax(path)?.text ?? "")))
    return undefined;
  return { file: file.value.value, at: file.at };
}
