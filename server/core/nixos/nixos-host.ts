/** One host, put together: its modules, what they say, its users, and what home-manager sets up for them. */
import type { Location } from "../text/span.ts";
import { configurationOf, HOME_LISTS, HOST_LISTS, packageGaps } from "./configuration.ts";
import { forceDeeply } from "./force-deeply.ts";
import { homesOf } from "./homes.ts";
import type { Configuration, Home, InnerMachine, NixosHost, NotKnown, User } from "./host.ts";
import { hostFacts } from "./host-facts.ts";
import type { HostSystem } from "./host-system.ts";
import { innerMachines } from "./inner-machines.ts";
import { once } from "./once.ts";
import type { HomeHere } from "./standalone-homes.ts";
import { usersOf } from "./users.ts";
import type { Workshop } from "./workspace.ts";

export interface HostParts {
  readonly name: string;
  readonly entry: string;
  readonly at: Location | undefined;
  /** Made on first use: a workspace may have dozens of hosts, and a question is about one. */
  readonly system: () => HostSystem;
  /** Where the flake is evaluated that it stands in. */
  readonly flake?: Workshop | undefined;
  readonly likely?: NotKnown | undefined;
  /** home-manager's configurations of the flake that are for this host. */
  readonly homes?: (() => readonly HomeHere[]) | undefined;
}

export function nixosHost({ name, entry, at, system: make, flake, likely, homes: beside }: HostParts): NixosHost {
  const host = once(make);
  const context = () => host().workshop.evaluator.context;
  const configuration = once((): Configuration => configurationOf(host().system.root, HOST_LISTS, context()));
  const homes = once(() => homesOf(host(), beside ?? (() => [])));
  const machines = once(() => innerMachines(host()));
  const facts = once(() => hostFacts(configuration(), (path) => context().readFile(path)));
  const users = once((): readonly User[] => usersOf(host().system.root, context()));

  /** Reads every file: modules of the host and of its homes, the disks, and the package lists. */
  const readAll = (): void => {
    host().system.closure();
    forceDeeply(host().system.root.child("disko").value.force(), context());
    const inner = [...homes(), ...machines()];
    const lists = [configuration(), ...inner.map((one) => one.configuration)];
    for (const { packages } of lists) void packages;
    for (const { system } of inner) system.closure();
  };

  /** What was read for it, and every file that a module or a part of its disks is written in. */
  const own = once((): ReadonlySet<string> => {
    readAll();
    const paths = new Set(host().workshop.read());
    for (const { at } of host().system.closure().modules) if (at) paths.add(at.path);
    const disks = host().system.root.child("disko").value.force();
    forceDeeply(disks, context(), (value) => {
      if (value.at) paths.add(value.at.path);
    });
    return paths;
  });

  return {
    name,
    entry,
    at,
    get configuration() {
      return configuration();
    },
    get homes(): readonly Home[] {
      return homes();
    },
    get machines(): readonly InnerMachine[] {
      return machines();
    },
    likely,
    get users() {
      return users();
    },
    files() {
      readAll();
      return [...new Set([...host().workshop.read(), ...(flake?.read() ?? [])])].sort();
    },
    modules() {
      const paths = host()
        .system.closure()
        .modules.flatMap(({ path }) => path ?? []);
      return [...new Set(paths)].sort();
    },
    uses: (path) => own().has(path),
    configurationsIn(path) {
      const { modules } = host().system.closure();
      return modules.filter(({ at }) => at?.path === path).map(({ config }) => config.thunk.force());
    },
    configurations: () =>
      host()
        .system.closure()
        .modules.map(({ config }) => config.thunk.force()),
    get facts() {
      return facts();
    },
    unread: () => host().system.closure().unknown,
    unknown() {
      return inOrder([
        ...host().system.closure().unknown,
        ...packageGaps(host().system.root, HOST_LISTS),
        ...machines().flatMap(({ system }) => [...system.closure().unknown, ...packageGaps(system.root, HOST_LISTS)]),
        ...homes().flatMap(({ system }) => [...system.closure().unknown, ...packageGaps(system.root, HOME_LISTS)]),
      ]);
    },
  };
}

/** Each once, by place; those without a place first. */
export function inOrder(notes: readonly NotKnown[]): readonly NotKnown[] {
  const unique = new Map(notes.map((note) => [JSON.stringify([note.at, note.why]), note]));
  return [...unique.values()].sort(byPlace);
}

function byPlace({ at: a }: NotKnown, { at: b }: NotKnown): number {
  if (!a || !b) return Number(a !== undefined) - Number(b !== undefined);
  if (a.path !== b.path) return a.path < b.path ? -1 : 1;
  return a.span.start - b.span.start;
}
