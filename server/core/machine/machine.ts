/**
 * The machine that a layout is made for, as the whole configuration of its host shows it: how it boots, what it mounts, what
 * its disks hold. The contract between the engine, which knows hosts, and the rules, which say what does not fit. A machine
 * is there only for a host whose modules include the file; a guess from where a file lies makes none.
 */
import type { Layout } from "../disko/layout.ts";
import type { Value } from "../nix/values/value.ts";
import type { Configuration } from "../nixos/host.ts";
import type { HostFacts } from "../nixos/host-facts.ts";
import type { Location } from "../text/span.ts";

export interface Machine {
  /** Name of the host. */
  readonly name: string;
  readonly configuration: Configuration;
  readonly facts: HostFacts;
  /**
   * Every module of the host was read, or is known to leave boot, mounts, swap and encryption alone, and none of them is an
   * image or an installer of NixOS: an option of these that nobody defines has the default of NixOS. Where it is false only
   * what is said for certain counts, and nothing follows from what is not there.
   */
  readonly whole: boolean;
  /** Whether a file is a module of the machine itself: options that are written there take effect. */
  isModule(path: string): boolean;
  /**
   * The devices of all modules together. The file's own layout, with its places, where no other module defines any; undefined
   * where they cannot be told.
   */
  readonly layout: Layout | undefined;
  /** Everything that is mounted, by mountpoint: by disko and by `fileSystems`. Undefined where something may be missing. */
  readonly mounts: ReadonlyMap<string, MachineMount> | undefined;
}

export interface MachineMount {
  readonly mountpoint: string;
  /** What NixOS mounts there: `ext4`, `tmpfs`, …; undefined where it is not known. */
  readonly fsType: string | undefined;
  readonly device: string | undefined;
  /** As `fileSystems` has them: those of disko and those that the host adds. Undefined where they are not known. */
  readonly options: readonly string[] | undefined;
  /** `fileSystems.….neededForBoot`, if it is set; undefined where it is not or not known. */
  readonly neededForBoot: boolean | undefined;
  /** Where the mountpoint is written. */
  readonly at: Location | undefined;
}

/** An option that is set, for certain: its value. Undefined where nobody sets it, or something of it is not known. */
export function said(machine: Machine | undefined, ...path: string[]): Value | undefined {
  const state = machine?.configuration.option(path);
  return state?.kind === "known" && state.certain ? state.value : undefined;
}

/**
 * Whether a switch is on. `otherwise`: what NixOS takes where nobody sets it, which counts only for a machine that is known as
 * a whole. Undefined: not known.
 */
export function switchedOn(
  machine: Machine | undefined,
  path: readonly string[],
  otherwise: boolean,
): boolean | undefined {
  const state = machine?.configuration.option(path);
  switch (state?.kind) {
    case "known":
      return state.certain && state.value.kind === "bool" ? state.value.value : undefined;
    case "absent":
      return machine?.whole ? otherwise : undefined;
    default:
      return undefined;
  }
}

/** The line that sets an option, to point at from a finding. */
export function placeOf(machine: Machine | undefined, ...path: string[]): Location | undefined {
  const state = machine?.configuration.option(path);
  return state?.kind === "known" ? state.definitions[0] : undefined;
}
