/** The module system of one host: the modules it is given and the arguments that NixOS gives them. */
import { string } from "../nix/values/make.ts";
import { attributeValue } from "../nix/values/select.ts";
import { known, type Thunk, unknown, type Value } from "../nix/values/value.ts";
import { configurationOf, nodeAt } from "./configuration.ts";
import type { Definition } from "./definition.ts";
import { hostFacts } from "./host-facts.ts";
import { createModuleSystem, type ModuleSystem } from "./module-system.ts";
import { nixosDefaults } from "./nixos-defaults.ts";
import { givenTo, modulesIn, type SystemEvaluation } from "./nixos-system.ts";
import { packageSet } from "./package-set.ts";
import type { Workshop } from "./workspace.ts";

export interface HostSystem {
  readonly workshop: Workshop;
  readonly system: ModuleSystem;
  /** The arguments that home-manager's modules share with the host's. */
  readonly shared: ReadonlyMap<string, Thunk>;
  /** `specialArgs`, and what else modules are handed. */
  readonly special: () => readonly (readonly [string, Thunk])[];
}

export interface HostInput {
  readonly workshop: Workshop;
  readonly modules: readonly Definition[];
  readonly specialArgs: Thunk | undefined;
  /** Arguments as older configurations give them, beside the special ones. */
  readonly extraArgs?: Thunk | undefined;
  /** A `lib` of one's own. */
  readonly lib?: Thunk | undefined;
  /** The platform as `nixosSystem` is told: `x86_64-linux`. */
  readonly system: Thunk | undefined;
}

/** Names under which package sets are handed to modules: `pkgs`, `pkgs-unstable`, `unstable`. */
const PACKAGES = /^pkgs|pkgs$|^(un)?stable$/i;

/** The host that a call of `nixosSystem` makes. */
export function calledSystem(argument: Value, workshop: Workshop): HostSystem {
  return hostSystem({
    workshop,
    modules: modulesIn(givenTo(argument, "modules")),
    specialArgs: givenTo(argument, "specialArgs"),
    extraArgs: givenTo(argument, "extraArgs"),
    lib: givenTo(argument, "lib"),
    system: givenTo(argument, "system"),
  });
}

/** What other hosts read of a call of `nixosSystem`. */
export function systemEvaluation(workshop: () => Workshop): SystemEvaluation {
  return {
    config: (argument) => calledSystem(argument, workshop()).system.config.force(),
    pkgs: (argument) => calledSystem(argument, workshop()).shared.get("pkgs")?.force() ?? unknown("no packages"),
  };
}

export function hostSystem({ workshop, modules, specialArgs, extraArgs, lib: own, system }: HostInput): HostSystem {
  const { evaluator, packageNames, isFileValue } = workshop;
  const lib = own ?? workshop.lib;
  const { context } = evaluator;
  const platform = context.lazy(() => {
    const told = system?.force();
    return told?.kind === "string" ? told : hostPlatform();
  });
  const pkgs = context.lazy(() => packageSet({ names: packageNames, lib, context, system: platform, linux: true }));
  const shared = new Map<string, Thunk>([
    ["lib", lib],
    ["pkgs", pkgs],
  ]);

  const special = (): readonly (readonly [string, Thunk])[] =>
    [extraArgs, specialArgs].flatMap((thunk) => {
      const value = thunk?.force();
      const given = value?.kind === "attrs" ? [...value.attributes.values()] : [];
      return given.map(({ name, thunk: one }) => [name, PACKAGES.test(name) ? orPackages(one) : one] as const);
    });
  const args = (): ReadonlyMap<string, Thunk> =>
    new Map<string, Thunk>([
      ...shared,
      ["utils", known(unknown("NixOS' own functions are not evaluated"))],
      ...special(),
    ]);
  /** A package set is one, however it was made. */
  const orPackages = (thunk: Thunk): Thunk =>
    context.lazy(() => {
      const value = thunk.force();
      return value.kind === "unknown" ? pkgs.force() : value;
    });

  const moduleSystem = createModuleSystem({
    context,
    modules: () => modules,
    args,
    isFileValue,
    defaults: nixosDefaults,
  });

  /** `nixpkgs.hostPlatform = "x86_64-linux";`, or what nixos-facter saw. */
  function hostPlatform(): Value {
    for (const name of ["hostPlatform", "system"]) {
      const state = nodeAt(moduleSystem.root, ["nixpkgs", name]).state();
      if (state.kind !== "known") continue;
      const { value } = state;
      const text = value.kind === "attrs" ? attributeValue(value, "system") : value;
      if (text.kind === "string") return string(text.value);
    }
    const seen = hostFacts(configurationOf(moduleSystem.root, [], context), context.readFile).platform;
    return seen ? string(seen.value) : unknown("the platform is not known");
  }

  return { workshop, system: moduleSystem, shared, special };
}
