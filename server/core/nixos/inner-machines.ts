/**
 * Machines declared inside a host, each a module system of its own: NixOS containers, and virtual machines of microvm.nix.
 * Sources: <https://github.com/NixOS/nixpkgs/blob/master/nixos/modules/virtualisation/nixos-containers.nix>,
 * <https://microvm-nix.github.io/microvm.nix/declarative.html>.
 */
import type { Thunk } from "../nix/values/value.ts";
import { configurationOf, HOST_LISTS } from "./configuration.ts";
import { holds } from "./definition.ts";
import type { InnerMachine } from "./host.ts";
import type { HostSystem } from "./host-system.ts";
import { createModuleSystem, type ModuleSystem } from "./module-system.ts";
import type { OptionNode } from "./option-tree.ts";

export interface EvaluatedMachine extends InnerMachine {
  readonly system: ModuleSystem;
}

/** Where the NixOS module keeps the root folders of containers. */
const CONTAINERS = "/var/lib/nixos-containers";

export function innerMachines(host: HostSystem): readonly EvaluatedMachine[] {
  const { context } = host.workshop.evaluator;
  const { root } = host.system;
  const found = context.deeper(() => [
    ...machinesBelow(root.child("containers"), "container", host),
    ...machinesBelow(root.child("microvm").child("vms"), "microvm", host),
  ]);
  return "why" in found ? [] : found;
}

function machinesBelow(all: OptionNode, kind: InnerMachine["kind"], host: HostSystem): readonly EvaluatedMachine[] {
  return all.names().flatMap((name) => {
    const machine = all.child(name);
    const modules = machine.child("config").definitions();
    // One that is off, or whose configuration lies elsewhere, is none.
    if (!modules.some(({ wrapping }) => holds(wrapping) !== false)) return [];
    return [machineOf(name, kind, machine, host)];
  });
}

function machineOf(name: string, kind: InnerMachine["kind"], machine: OptionNode, host: HostSystem): EvaluatedMachine {
  const { workshop, shared, special } = host;
  const { context } = workshop.evaluator;
  const own = machine.child("specialArgs");
  const system = createModuleSystem({
    context,
    modules: () => machine.child("config").definitions(),
    args: () =>
      new Map<string, Thunk>([
        ...shared,
        ...special(),
        ...own.names().map((one): [string, Thunk] => [one, own.child(one).raw]),
      ]),
    isFileValue: workshop.isFileValue,
  });
  return {
    name,
    kind,
    root: kind === "container" ? `${CONTAINERS}/${name}` : undefined,
    at: machine.definitions()[0]?.binding ?? machine.child("config").definitions()[0]?.binding,
    configuration: configurationOf(system.root, HOST_LISTS, context),
    system,
  };
}
