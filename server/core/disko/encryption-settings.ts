/**
 * `settings` of a LUKS become `boot.initrd.luks.devices.NAME` of NixOS, which knows these options and no others. disko
 * itself takes anything.
 * https://github.com/NixOS/nixpkgs/blob/master/nixos/modules/system/boot/luksroot.nix (nixos-unstable of 2025)
 */
import { describe } from "../nix/values/select.ts";
import type { Value } from "../nix/values/value.ts";
import { didYouMean, editDistance } from "../text/similar.ts";
import type { Location } from "../text/span.ts";
import { attributeState, memberState, membersOf } from "./certain-value.ts";
import type { DiskoObject } from "./layout.ts";

type Kind = "bool" | "int" | "string" | "strings" | "any";

const OPTIONS: Readonly<Record<string, Kind>> = {
  name: "string",
  device: "string",
  header: "string",
  keyFile: "string",
  tryEmptyPassphrase: "bool",
  keyFileTimeout: "int",
  keyFileSize: "int",
  keyFileOffset: "int",
  preLVM: "bool",
  allowDiscards: "bool",
  bypassWorkqueues: "bool",
  fallbackToPassword: "bool",
  gpgCard: "any",
  fido2: "any",
  yubikey: "any",
  preOpenCommands: "string",
  postOpenCommands: "string",
  crypttabExtraOpts: "strings",
};

/** Those that may also be null. */
const NULLABLE: ReadonlySet<string> = new Set(["header", "keyFile", "keyFileTimeout", "keyFileSize", "keyFileOffset"]);

const EXPECTED: Readonly<Record<Exclude<Kind, "any">, string>> = {
  bool: "`true` or `false`",
  int: "a whole number without quotes",
  string: "a string in quotes",
  strings: "a list of strings",
};

/** A misspelling is at most this far from what is meant: other names may be options of a NixOS that we do not know. */
const MOST_EDITS = 2;

export type LuksSettingProblem =
  | {
      readonly kind: "misspelt";
      readonly name: string;
      readonly at: Location;
      readonly meant: string;
      readonly taken: boolean;
    }
  | {
      readonly kind: "wrong-type";
      readonly name: string;
      readonly at: Location;
      readonly expected: string;
      readonly actual: string;
      readonly value: Value;
    };

/** Whether NixOS opens the LUKS in its initrd with these settings; where that is not known, nothing is certain of them. */
export function isOpenedInInitrd(luks: DiskoObject): boolean {
  if (luks.conditional) return false;
  const state = attributeState(luks, "initrdUnlock");
  return state.kind === "absent" || (state.kind === "certain" && state.value.kind === "bool" && state.value.value);
}

/** What NixOS will refuse among the `settings` of a LUKS; nothing where disko does not hand them on. */
export function luksSettingProblems(luks: DiskoObject): LuksSettingProblem[] {
  if (!isOpenedInInitrd(luks)) return [];
  const settings = membersOf(luks, "settings");
  const problems: LuksSettingProblem[] = [];
  for (const [name, { key }] of settings.byName) {
    const state = memberState(settings, name);
    if (state.kind !== "certain") continue;
    const kind = OPTIONS[name];
    if (kind === undefined) {
      const meant = didYouMean(name, Object.keys(OPTIONS));
      if (meant === undefined || editDistance(name, meant) > MOST_EDITS) continue;
      problems.push({ kind: "misspelt", name, at: key, meant, taken: settings.byName.has(meant) });
    } else if (kind !== "any" && !fits(state.value, kind) && !(state.value.kind === "null" && NULLABLE.has(name))) {
      problems.push({
        kind: "wrong-type",
        name,
        at: state.at,
        expected: EXPECTED[kind],
        actual: describe(state.value),
        value: state.value,
      });
    }
  }
  return problems;
}

function fits(value: Value, kind: Exclude<Kind, "any">): boolean {
  // What prints itself (`outPath`) may stand for a string.
  if (value.kind === "attrs" || value.kind === "unknown") return true;
  if (kind === "strings") return value.kind === "list";
  return value.kind === kind;
}
