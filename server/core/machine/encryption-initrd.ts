/**
 * What `settings` of a LUKS mean to the initrd of a host. There are two, and some settings are for one of them: NixOS checks
 * most, and passes over `crypttabExtraOpts` in silence. So in NixOS 25.11 and in unstable of April 2026.
 * https://github.com/NixOS/nixpkgs/blob/master/nixos/modules/system/boot/luksroot.nix (assertions, stage1Crypttab)
 */

import { memberState, membersOf } from "../disko/certain-value.ts";
import { isOpenedInInitrd } from "../disko/encryption-settings.ts";
import type { DiskoObject } from "../disko/layout.ts";
import type { Value } from "../nix/values/value.ts";
import type { Location } from "../text/span.ts";

export type Initrd = "systemd" | "scripted";

export interface SettingOfOther {
  readonly name: string;
  readonly at: Location;
  readonly binding: Location | undefined;
  /** NixOS refuses it; else it does nothing. */
  readonly refused: boolean;
}

interface OnlyFor {
  readonly initrd: Initrd;
  readonly refused: boolean;
  readonly counts: (value: Value) => boolean;
}

const isText = (value: Value): boolean => value.kind === "string" && value.value !== "";

const ONLY_FOR: Readonly<Record<string, OnlyFor>> = {
  crypttabExtraOpts: {
    initrd: "systemd",
    refused: false,
    counts: (value) => value.kind === "list" && value.items.some((item) => item.kind === "item" && item.certain),
  },
  keyFileTimeout: { initrd: "systemd", refused: true, counts: (value) => value.kind === "int" },
  fallbackToPassword: { initrd: "scripted", refused: true, counts: (value) => value.kind === "bool" && value.value },
  preLVM: { initrd: "scripted", refused: true, counts: (value) => value.kind === "bool" && !value.value },
  preOpenCommands: { initrd: "scripted", refused: true, counts: isText },
  postOpenCommands: { initrd: "scripted", refused: true, counts: isText },
};

/** Settings of a LUKS that the initrd of the host does not know, with what NixOS does about them. */
export function settingsOfOtherInitrd(luks: DiskoObject, initrd: Initrd): SettingOfOther[] {
  if (!isOpenedInInitrd(luks)) return [];
  const settings = membersOf(luks, "settings");
  return Object.entries(ONLY_FOR).flatMap(([name, only]) => {
    const state = memberState(settings, name);
    if (only.initrd === initrd || state.kind !== "certain" || !only.counts(state.value)) return [];
    return [{ name, at: state.attribute.key, binding: state.attribute.binding, refused: only.refused }];
  });
}
