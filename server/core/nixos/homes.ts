/**
 * home-manager as a module of NixOS: `home-manager.users.NAME` is a module system of its own for each user.
 * Source: <https://nix-community.github.io/home-manager/index.xhtml#sec-install-nixos-module>.
 */
import { string } from "../nix/values/make.ts";
import { known, type Thunk } from "../nix/values/value.ts";
import { configurationOf, HOME_LISTS, nodeAt } from "./configuration.ts";
import { type Definition, UNWRAPPED } from "./definition.ts";
import type { Home } from "./host.ts";
import type { HostSystem } from "./host-system.ts";
import { createModuleSystem, type ModuleSystem } from "./module-system.ts";

export interface EvaluatedHome extends Home {
  readonly system: ModuleSystem;
}

export function homesOf(host: HostSystem): readonly EvaluatedHome[] {
  const { context } = host.workshop.evaluator;
  const users = nodeAt(host.system.root, ["home-manager", "users"]);
  const homes = context.deeper(() => users.names().map((user) => homeOf(user, host)));
  return "why" in homes ? [] : homes;
}

function homeOf(user: string, { workshop, system, shared }: HostSystem): EvaluatedHome {
  const { context } = workshop.evaluator;
  const manager = system.root.child("home-manager");
  const home = createModuleSystem({
    context,
    modules: () => [...manager.child("users").child(user).definitions(), ...sharedModules(system)],
    args: () => new Map([...shared, ...homeArguments(user, system)]),
    isFileValue: workshop.isFileValue,
  });
  return { user, system: home, configuration: configurationOf(home.root, HOME_LISTS, context) };
}

function sharedModules({ root }: ModuleSystem): readonly Definition[] {
  const state = nodeAt(root, ["home-manager", "sharedModules"]).state();
  if (state.kind !== "known" || state.value.kind !== "list") return [];
  return state.value.items.flatMap((item) =>
    item.kind === "item" ? [{ thunk: item.thunk, wrapping: UNWRAPPED, binding: undefined }] : [],
  );
}

function homeArguments(user: string, { root, config }: ModuleSystem): ReadonlyMap<string, Thunk> {
  const special = nodeAt(root, ["home-manager", "extraSpecialArgs"]);
  return new Map<string, Thunk>([
    ["name", known(string(user))],
    ["osConfig", config],
    ["nixosConfig", config],
    ...special.names().map((name): [string, Thunk] => [name, special.child(name).raw]),
  ]);
}
