/** `nixosConfigurations` of a flake. */
import { selectAttribute } from "../nix/values/select.ts";
import { type Attribute, type Thunk, unknown, type Value } from "../nix/values/value.ts";
import type { Location } from "../text/span.ts";
import { type Definition, UNWRAPPED } from "./definition.ts";
import { flakeOutputs } from "./flake.ts";
import type { NixosHost, NotKnown } from "./host.ts";
import { type HostSystem, hostSystem } from "./host-system.ts";
import { nixosHost } from "./nixos-host.ts";
import { givenTo, systemArgument } from "./nixos-system.ts";
import { createWorkshop, type FindHostsOptions, type Workshop } from "./workspace.ts";

export interface FoundHosts {
  readonly hosts: readonly NixosHost[];
  readonly unknown: readonly NotKnown[];
}

export function flakeHosts(options: FindHostsOptions): FoundHosts {
  const path = `${options.root === "/" ? "" : options.root}/flake.nix`;
  const workshop = createWorkshop(options);
  const found = workshop.evaluator.context.deeper(() => configurations(path, workshop));
  if ("why" in found) return { hosts: [], unknown: [{ at: found.at, why: found.why }] };
  const hosts = found.systems.map(({ name, at }) =>
    nixosHost({ name, entry: path, at, system: () => systemNamed(name, path, options) }),
  );
  return { hosts, unknown: found.unknown };
}

interface Configurations {
  readonly systems: readonly { readonly name: string; readonly at: Location | undefined; readonly argument: Value }[];
  readonly unknown: readonly NotKnown[];
}

function configurations(path: string, workshop: Workshop): Configurations {
  const outputs = flakeOutputs(path, workshop);
  if (!outputs) return { systems: [], unknown: [] };
  const set = memberOf(outputs, "nixosConfigurations");
  if (!set) return { systems: [], unknown: [] };
  if (set.kind !== "attrs") {
    return { systems: [], unknown: set.kind === "unknown" ? [{ at: set.at, why: set.why }] : [] };
  }
  const unknowns: NotKnown[] = set.open ? [{ at: set.open.at ?? set.at, why: set.open.why }] : [];
  const systems = [...set.attributes.values()].flatMap((attribute) => {
    const value = attribute.thunk.force();
    const argument = systemArgument(value);
    const at = placeOf(attribute, value);
    if (argument) return [{ name: attribute.name, at, argument }];
    const why = value.kind === "unknown" ? value.why : "it is not made by `nixosSystem`";
    unknowns.push({ at: at ?? value.at, why });
    return [];
  });
  return { systems, unknown: unknowns };
}

/** An output even where it is uncertain: nothing else that is merged into the outputs brings hosts of its own. */
function memberOf(outputs: Value, name: string): Value | undefined {
  const selection = selectAttribute(outputs, name);
  if (selection.kind === "absent") return undefined;
  if (selection.kind === "found") return selection.attribute.thunk.force();
  const uncertain = outputs.kind === "attrs" ? outputs.attributes.get(name) : undefined;
  return uncertain ? uncertain.thunk.force() : selection.unknown;
}

function placeOf({ binding, key }: Attribute, value: Value): Location | undefined {
  return binding ?? key ?? value.at;
}

/** The system of one host, in a workshop of its own. */
function systemNamed(name: string, path: string, options: FindHostsOptions): HostSystem {
  const workshop = createWorkshop(options);
  const found = workshop.evaluator.context.deeper(() => configurations(path, workshop));
  const argument = "why" in found ? undefined : found.systems.find((system) => system.name === name)?.argument;
  const given = argument ?? unknown("the host is not found again");
  return hostSystem({
    workshop,
    modules: modulesIn(givenTo(given, "modules")),
    specialArgs: givenTo(given, "specialArgs"),
    system: givenTo(given, "system"),
  });
}

/** The list `modules` as one module that imports them. */
function modulesIn(modules: Thunk | undefined): readonly Definition[] {
  const list = modules?.force() ?? unknown("the modules are not known");
  if (list.kind !== "list") return [{ thunk: { force: () => list }, wrapping: UNWRAPPED, binding: undefined }];
  return list.items.map((item) => ({
    thunk: item.kind === "item" ? item.thunk : { force: () => item.unknown },
    wrapping:
      item.kind === "item" && item.certain
        ? UNWRAPPED
        : { ...UNWRAPPED, conditions: [() => unknown("it is uncertain")] },
    binding: undefined,
  }));
}
