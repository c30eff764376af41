/**
 * home-manager, a module system of its own for each user: as a module of NixOS under `home-manager.users.NAME`, or standing
 * beside it. Source: <https://nix-community.github.io/home-manager/index.xhtml#sec-install-nixos-module>.
 */
import { nullValue, string } from "../nix/values/make.ts";
import { known, type Thunk } from "../nix/values/value.ts";
import { configurationOf, HOME_LISTS, nodeAt } from "./configuration.ts";
import { type Definition, holds, UNWRAPPED, underDoubt } from "./definition.ts";
import type { Home } from "./host.ts";
import type { HostSystem } from "./host-system.ts";
import { createModuleSystem, type ModuleSystem } from "./module-system.ts";
import { givenTo, modulesIn } from "./nixos-system.ts";
import type { OptionNode } from "./option-tree.ts";
import type { HomeHere } from "./standalone-homes.ts";

export interface EvaluatedHome extends Home {
  readonly system: ModuleSystem;
}

/** `beside`: homes that the host's modules do not name. */
export function homesOf(host: HostSystem, beside: () => readonly HomeHere[]): readonly EvaluatedHome[] {
  const { context } = host.workshop.evaluator;
  const users = nodeAt(host.system.root, ["home-manager", "users"]);
  const homes = context.deeper(() => {
    const names = users.names().filter((name) => mayBe(users.child(name)));
    const standing = beside().filter(({ user }) => !names.includes(user));
    return [...names.map((user) => homeOf(user, host)), ...standing.map((home) => homeBeside(home, host))];
  });
  return "why" in homes ? [] : homes;
}

/** Whether anything that does not certainly stand under a false condition defines it. */
function mayBe(node: OptionNode): boolean {
  return node.definitions().some(({ wrapping }) => holds(wrapping) !== false);
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

/** Source: modules/default.nix of home-manager. */
function homeBeside({ user, argument, certain }: HomeHere, { workshop, shared }: HostSystem): EvaluatedHome {
  const { context } = workshop.evaluator;
  const special = givenTo(argument, "extraSpecialArgs");
  const single = givenTo(argument, "configuration");
  const modules = (): readonly Definition[] => {
    const given = givenTo(argument, "modules") || !single ? modulesIn(givenTo(argument, "modules")) : [];
    const all = single ? [...given, { thunk: single, wrapping: UNWRAPPED, binding: undefined }] : given;
    return certain ? all : all.map((one) => ({ ...one, wrapping: underDoubt(one.wrapping) }));
  };
  const args = (): ReadonlyMap<string, Thunk> => {
    const given = special?.force();
    const own = given?.kind === "attrs" ? [...given.attributes.values()] : [];
    return new Map<string, Thunk>([
      ...shared,
      ["osConfig", known(nullValue())],
      ...own.map(({ name, thunk }): [string, Thunk] => [name, thunk]),
    ]);
  };
  const home = createModuleSystem({ context, modules, args, isFileValue: workshop.isFileValue });
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
