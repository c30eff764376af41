/** `nixosConfigurations` of a flake. */
import { attrs } from "../nix/values/make.ts";
import { attributeValue, selectAttribute } from "../nix/values/select.ts";
import { type Attribute, known, type Thunk, type UnknownValue, type Value } from "../nix/values/value.ts";
import type { Location } from "../text/span.ts";
import { colmenaNodes } from "./colmena.ts";
import type { FileSurroundings } from "./file-host.ts";
import { flakeIn } from "./flake.ts";
import type { NixosHost, NotKnown } from "./host.ts";
import { calledSystem } from "./host-system.ts";
import { nixosHost } from "./nixos-host.ts";
import { systemArgument } from "./nixos-system.ts";
import { once } from "./once.ts";
import { homesHere, standaloneHomes } from "./standalone-homes.ts";
import { createWorkshop, type FindHostsOptions } from "./workspace.ts";

export interface FoundHosts {
  readonly hosts: readonly NixosHost[];
  readonly unknown: readonly NotKnown[];
  /** Hosts that are there, and too many. */
  readonly leftOut?: NotKnown | undefined;
  /** What the flake gives to modules, as nearly all do; undefined where there is no flake. */
  readonly around: FileSurroundings | undefined;
}

/** Hosts of one flake that are looked at: more than anybody keeps, and an expression may make any number. */
const MAX_HOSTS = 500;

/**
 * The flake is evaluated once; each host in a workshop of its own, when it is asked. `called`: the name of a host, by the
 * one that the flake gives it.
 */
export function flakeHosts(options: FindHostsOptions, called = (name: string): string => name): FoundHosts {
  const path = `${options.root === "/" ? "" : options.root}/flake.nix`;
  const workshop = createWorkshop(options);
  const { context } = workshop.evaluator;
  const self = flakeIn(options.root, workshop);
  if (!self) return { hosts: [], unknown: [], around: undefined };
  const homes = once(() => {
    const all = context.deeper(() => standaloneHomes(self.force()));
    return "why" in all ? [] : all;
  });
  const around = { specialArgs: context.lazy(() => usualArguments(self.force())), flake: workshop, homes };
  const found = context.deeper(() => configurations(self));
  if ("why" in found) return { hosts: [], unknown: [{ at: found.at, why: found.why }], around };
  const hosts: readonly NixosHost[] = found.systems.map(({ name, at, argument }) =>
    nixosHost({
      name: called(name),
      homes: () => homesHere(homes(), name, hosts),
      entry: path,
      at,
      flake: workshop,
      system: () => calledSystem(argument, createWorkshop(options)),
    }),
  );
  return { hosts, unknown: found.unknown, leftOut: found.leftOut, around };
}

/** `inputs` and `self`: what modules of a flake that ask for arguments ask for. */
function usualArguments(self: Value): Value {
  const member = (name: string): readonly [string, Thunk] => [name, known(attributeValue(self, name))];
  return attrs([["self", known(self)], member("inputs"), member("outputs")]);
}

interface Configurations {
  readonly systems: readonly { readonly name: string; readonly at: Location | undefined; readonly argument: Value }[];
  readonly unknown: readonly NotKnown[];
  readonly leftOut?: NotKnown | undefined;
}

function configurations(self: Thunk): Configurations {
  const made = madeSystems(self);
  const names = new Set(made.systems.map(({ name }) => name));
  const hive = memberOf(self.force(), "colmena");
  const nodes = hive ? colmenaNodes(hive) : [];
  const more = nodes
    .filter(({ attribute }) => !names.has(attribute.name))
    .map(({ attribute, argument }) => ({ name: attribute.name, at: attribute.binding ?? attribute.key, argument }));
  const systems = [...made.systems, ...more];
  const leftOut = made.leftOut ?? tooMany(systems.length, hive?.at);
  return { systems: systems.slice(0, MAX_HOSTS), unknown: made.unknown, leftOut };
}

function madeSystems(self: Thunk): Configurations {
  const set = memberOf(self.force(), "nixosConfigurations");
  if (!set) return { systems: [], unknown: [] };
  if (set.kind !== "attrs") {
    return { systems: [], unknown: set.kind === "unknown" ? [{ at: set.at, why: set.why }] : [] };
  }
  const unknowns: NotKnown[] =
    set.open && !isOwnOption(set.open) ? [{ at: set.open.at ?? set.at, why: set.open.why }] : [];
  const all = [...set.attributes.values()];
  const systems = all.slice(0, MAX_HOSTS).flatMap((attribute) => {
    const value = attribute.thunk.force();
    const argument = systemArgument(value);
    const at = placeOf(attribute, value);
    if (argument) return [{ name: attribute.name, at, argument }];
    const why = value.kind === "unknown" ? value.why : "it is not made by `nixosSystem`";
    unknowns.push({ at: at ?? value.at, why });
    return [];
  });
  return { systems, unknown: unknowns, leftOut: tooMany(all.length, set.at) };
}

function tooMany(count: number, at: Location | undefined): NotKnown | undefined {
  const why = `${count - MAX_HOSTS} more hosts are left out: of one flake ${MAX_HOSTS} are looked at`;
  return count > MAX_HOSTS ? { at, why } : undefined;
}

/** Options of the flake's own modules may have more, if modules of inputs define them: none makes hosts under these names. */
function isOwnOption({ why, at }: UnknownValue): boolean {
  return at === undefined && why.endsWith("may have more than the workspace shows");
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
