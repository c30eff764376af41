/**
 * One NixOS machine of the workspace as its configuration shows it: the contract between nixos/ and stack/. Everything is
 * read without running Nix; what cannot be known says so, with its place.
 */
import type { UnknownValue, Value } from "../nix/values/value.ts";
import type { Location } from "../text/span.ts";
import type { HostFacts } from "./host-facts.ts";

/** Something that could not be read, and where. */
export interface NotKnown {
  readonly at: Location | undefined;
  /** Completes "not known: …". */
  readonly why: string;
}

/** What the modules of a host, or of one user's home-manager, say together. */
export interface Configuration {
  /** Several definitions are merged as the module system does: priorities, `mkIf`, lists joined. */
  option(path: readonly string[]): OptionState;
  /** Packages named in the package lists: `environment.systemPackages`, `users.users.*.packages`, `home.packages`. */
  readonly packages: readonly PackageUse[];
}

export type OptionState =
  /** Nobody in the workspace defines it, as far as the modules can be seen; NixOS may have a default. */
  | { readonly kind: "absent" }
  | {
      readonly kind: "known";
      readonly value: Value;
      /** False: it holds only under a condition that is not known, or something not seen may override it. */
      readonly certain: boolean;
      /** The bindings that say so, the one that wins first: `services.postgresql.enable = true;`, or as much as there is. */
      readonly definitions: readonly Location[];
    }
  | { readonly kind: "unknown"; readonly unknown: UnknownValue; readonly at: Location | undefined };

export interface PackageUse {
  /** Attribute in nixpkgs: `vscode`. */
  readonly name: string;
  /** The list element that names it. */
  readonly at: Location;
  /** False: it stands under a condition that is not known. */
  readonly certain: boolean;
  /** The option whose list it is in: `environment.systemPackages`. */
  readonly list: string;
}

export interface User {
  readonly name: string;
  /** Home directory: as configured, else `/home/NAME`. */
  readonly home: string;
  readonly at: Location | undefined;
}

/** What home-manager sets up for one user. */
export interface Home {
  readonly user: string;
  readonly configuration: Configuration;
}

/** A machine declared inside a host, with a configuration of its own: `containers.NAME`, `microvm.vms.NAME`. */
export interface InnerMachine {
  readonly name: string;
  readonly kind: "container" | "microvm";
  /** Where its files lie on the host: `/var/lib/nixos-containers/NAME`; undefined where they lie in an image. */
  readonly root: string | undefined;
  readonly at: Location | undefined;
  readonly configuration: Configuration;
}

export interface NixosHost {
  /** Name in `nixosConfigurations`; else `networking.hostName`; else the folder's name. */
  readonly name: string;
  /** The file that defines it: `flake.nix`, or its `configuration.nix`. */
  readonly entry: string;
  /** Where it is defined there. */
  readonly at: Location | undefined;
  /** Every file that was read for it, its modules and what they import. Forces the whole configuration. */
  files(): readonly string[];
  /** Files among them that are modules of it themselves: what stands beside `disko` in them takes effect. */
  modules(): readonly string[];
  /** Whether the file is part of it: one of its modules, or read for what they say. What only its flake read is not. */
  uses(path: string): boolean;
  /** What the modules written in a file say on this host: their functions called with its arguments. */
  configurationsIn(path: string): readonly Value[];
  /** What each module of the machine says, their functions called with its arguments. */
  configurations(): readonly Value[];
  readonly facts: HostFacts;
  readonly configuration: Configuration;
  readonly homes: readonly Home[];
  readonly machines: readonly InnerMachine[];
  /** Why this may not be a whole host (found by its imports, not by a flake); its tools are likely at most. */
  readonly likely: NotKnown | undefined;
  /** Users that log in (`isNormalUser`). */
  readonly users: readonly User[];
  /** Modules and options that could not be read, in order of place; those of its homes and inner machines too. */
  unknown(): readonly NotKnown[];
  /** Modules of the machine itself that could not be read: without any, what nobody defines has the default of NixOS. */
  unread(): readonly NotKnown[];
}

/** The hosts of a project, and what stood in the way of seeing more. */
export interface Hosts {
  /** The folder that was searched. */
  readonly root: string;
  /** In order of name. */
  readonly hosts: readonly NixosHost[];
  readonly unknown: readonly NotKnown[];
  /** Files whose texts lead to a file, over what they name; the nearest first. */
  mentioning(path: string): readonly string[];
}
