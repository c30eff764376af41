/** The module system of one host: the modules it is given and the arguments that NixOS gives them. */
import { string } from "../nix/values/make.ts";
import { selectAttribute } from "../nix/values/select.ts";
import { known, type Thunk, unknown, type Value } from "../nix/values/value.ts";
import { nodeAt } from "./configuration.ts";
import type { Definition } from "./definition.ts";
import { createModuleSystem, type ModuleSystem } from "./module-system.ts";
import { givenTo, modulesIn, type SystemEvaluation } from "./nixos-system.ts";
import { packageSet } from "./package-set.ts";
import type { Workshop } from "./workspace.ts";

export interface HostSystem {
  readonly workshop: Workshop;
  readonly system: ModuleSystem;
  /** The arguments that home-manager's modules share with the host's. */
  readonly shared: ReadonlyMap<string, Thunk>;
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
  const pkgs = context.lazy(() => packageSet({ names: packageNames, lib, context, system: platform }));
  const shared = new Map<string, Thunk>([
    ["lib", lib],
    ["pkgs", pkgs],
  ]);

  const args = (): ReadonlyMap<string, Thunk> => {
    const given = [extraArgs, specialArgs].flatMap((thunk) => {
      const value = thunk?.force();
      return value?.kind === "attrs" ? [...value.attributes.values()] : [];
    });
    return new Map<string, Thunk>([
      ...shared,
      ["utils", known(unknown("NixOS' own functions are not evaluated"))],
      ...given.map(({ name, thunk }): [string, Thunk] => [name, PACKAGES.test(name) ? orPackages(thunk) : thunk]),
    ]);
  };
  /** A package set is one, however it was made. */
  const orPackages = (thunk: Thunk): Thunk =>
    context.lazy(() => {
      const value = thunk.force();
      return value.kind === "unknown" ? pkgs.force() : value;
    });

  const moduleSystem = createModuleSystem({ context, modules: () => modules, args, isFileValue });

  /** `nixpkgs.hostPlatform = "x86_64-linux";` */
  function hostPlatform() {
    const state = nodeAt(moduleSystem.root, ["nixpkgs", "hostPlatform"]).state();
    if (state.kind !== "known") return unknown("the platform is not known");
    if (state.value.kind === "string") return string(state.value.value);
    const selection = selectAttribute(state.value, "system");
    return selection.kind === "found" ? selection.attribute.thunk.force() : unknown("the platform is not known");
  }

  return { workshop, system: moduleSystem, shared };
}
