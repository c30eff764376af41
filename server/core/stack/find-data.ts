/** Where a tool's data lies on this host: on the host itself, in machines inside it, in the volumes of containers. */
import type { NixosHost, NotKnown } from "../nixos/host.ts";
import type { DataPath, Pattern, PatternIndex } from "../patterns/pattern.ts";
import { normalizePath } from "../text/path.ts";
import type { Location } from "../text/span.ts";
import { type DataPlace, placesBy } from "./data-places.ts";
import type { Found } from "./found.ts";
import { placesOnHost } from "./machine-places.ts";
import type { ToolData } from "./toolstack.ts";

export interface Project {
  readonly path: string;
  readonly at: Location | undefined;
}

export interface FindData {
  readonly host: NixosHost | undefined;
  readonly index: PatternIndex;
  readonly projects: readonly Project[];
}

export interface FoundData {
  readonly data: readonly ToolData[];
  readonly unknown: readonly NotKnown[];
}

/** `found`: all that shows the tool; none: it is everyone's. A path that cannot be known is left out, and told. */
export function findData(pattern: Pattern, found: readonly Found[], input: FindData): FoundData {
  const { host, index, projects } = input;
  const unknown: NotKnown[] = [];
  const data = new Map<string, ToolData>();
  const here = found.filter(({ machine, container }) => !machine && !container);
  const machines = [...new Set(found.flatMap(({ machine, container }) => (machine && !container ? machine : [])))];
  const containers = found.flatMap(({ container, machine }) => (container && !machine ? container : []));
  for (const one of pattern.data) {
    const profile = index.profile(pattern, one);
    const onHost = here.filter((entry) => one.only === undefined || one.only === kindOf(entry) || entry.via === "user");
    const places = [
      ...(onHost.length > 0 || found.length === 0 ? placesOf(one, onHost) : []),
      ...machines.flatMap((machine) => inMachine(one, machine)),
      ...containers.flatMap(({ volumes }) => inVolumes(one, volumes)),
    ];
    for (const place of places) {
      if (!data.has(place.path)) data.set(place.path, { ...place, data: one, profile });
    }
  }
  return { data: [...data.values()], unknown };

  function note(one: DataPath, { at, why }: NotKnown): void {
    unknown.push({ at, why: `where ${pattern.name} keeps ${one.holds}: ${why}` });
  }

  function placesOf(one: DataPath, onHost: readonly Found[]): DataPlace[] {
    if (one.path === "PROJECT" || one.path.startsWith("PROJECT/")) {
      const below = one.path.slice("PROJECT".length);
      return projects.map(({ path, at }) => ({ path: path + below, at, user: ownerOf(path, host) }));
    }
    const told = (why: NotKnown) => note(one, why);
    if (!one.path.startsWith("~/")) {
      const instances = onHost.flatMap(broughtInstance);
      return placesBy(one, host?.configuration, { home: undefined, instances, told }).map((place) => ({
        ...place,
        user: place.at ? ownerOf(place.path, host) : undefined,
      }));
    }
    return (usersOf(onHost) ?? allUsers(host)).flatMap((user) => {
      const home = homeOf(user, host);
      if (home === undefined) return [];
      const configuration = host?.homes.find((entry) => entry.user === user)?.configuration;
      return placesBy(one, configuration, { home, instances: [], machine: host?.configuration, told }).map((place) => ({
        ...place,
        user,
      }));
    });
  }

  function inMachine(one: DataPath, machine: NonNullable<Found["machine"]>): DataPlace[] {
    if (!one.path.startsWith("/") || one.only === "program") return [];
    const told = (why: NotKnown) => note(one, why);
    const instances = found.filter((entry) => entry.machine === machine).flatMap(broughtInstance);
    return placesBy(one, machine.configuration, { home: undefined, instances, told }).flatMap((place) =>
      placesOnHost(place, machine, host, told),
    );
  }

  /** What is mounted over the place itself, above it, or below it. */
  function inVolumes(one: DataPath, volumes: NonNullable<Found["container"]>["volumes"]): DataPlace[] {
    return volumes.flatMap(({ host: path, inside, at }) => {
      const holds = (one.inImages ?? []).some((place) => place === inside || place.startsWith(`${inside}/`));
      return holds ? [{ path, at, user: ownerOf(path, host) }] : [];
    });
  }
}

/** Instances that others bring; the tool's own stand in its options. */
function broughtInstance({ evidence, instance }: Found): readonly string[] {
  return evidence.through === undefined || instance === undefined ? [] : [instance];
}

function kindOf({ via, user }: Found): DataPath["only"] {
  return via === "option" && user === undefined ? "service" : "program";
}

/** Undefined: everyone on the machine. */
function usersOf(list: readonly Found[]): readonly string[] | undefined {
  const users = list.map(({ user }) => user);
  return users.length === 0 || users.includes(undefined)
    ? undefined
    : [...new Set(users.filter((user) => user !== undefined))];
}

/** Directories of source trees: `~/…` is one for each user. */
export function findProjects(
  selected: readonly string[],
  places: ReadonlyMap<string, Location>,
  host: NixosHost | undefined,
): { readonly projects: readonly Project[]; readonly unknown: readonly NotKnown[] } {
  const unknown: NotKnown[] = [];
  const projects = selected.flatMap((directory) => {
    const at = places.get(directory);
    if (!directory.startsWith("~/")) return [{ path: normalizePath(directory), at }];
    const homes = allUsers(host).flatMap((user) => homeOf(user, host) ?? []);
    if (homes.length === 0)
      unknown.push({ at, why: `whose home \`${directory}\` is in: no user of the host is known` });
    return homes.map((home) => ({ path: normalizePath(home + directory.slice(1)), at }));
  });
  return { projects, unknown };
}

function allUsers(host: NixosHost | undefined): string[] {
  return [...new Set([...(host?.users ?? []).map(({ name }) => name), ...(host?.homes ?? []).map(({ user }) => user)])];
}

/** As the host configures it, or home-manager; undefined where neither says. */
function homeOf(user: string, host: NixosHost | undefined): string | undefined {
  const known = host?.users.find(({ name }) => name === user)?.home;
  if (known !== undefined) return normalizePath(known);
  const state = host?.homes.find((home) => home.user === user)?.configuration.option(["home", "homeDirectory"]);
  if (state?.kind !== "known") return undefined;
  const text = state.value.kind === "string" ? state.value.value : state.value.kind === "path" ? state.value.path : "";
  return text.startsWith("/") ? normalizePath(text) : undefined;
}

function ownerOf(path: string, host: NixosHost | undefined): string | undefined {
  return host?.users.find(({ home }) => path === home || path.startsWith(`${normalizePath(home)}/`))?.name;
}
