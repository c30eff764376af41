/** Where a tool's data lies on this host: `~` and `PROJECT` resolved, options that move it followed. */
import type { NixosHost, NotKnown, OptionState } from "../nixos/host.ts";
import type { DataPath, Pattern, PatternIndex } from "../patterns/pattern.ts";
import { normalizePath } from "../text/path.ts";
import type { Location } from "../text/span.ts";
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

type Place = Pick<ToolData, "path" | "at" | "user">;

/** `users`: those who have the tool; undefined: everyone. A path that cannot be known is left out. */
export function findData(pattern: Pattern, users: readonly string[] | undefined, input: FindData): FoundData {
  const { host, index, projects } = input;
  const unknown: NotKnown[] = [];
  const data = new Map<string, ToolData>();
  for (const one of pattern.data) {
    const profile = index.profile(pattern, one);
    for (const place of placesOf(one)) {
      if (!data.has(place.path)) data.set(place.path, { ...place, data: one, profile });
    }
  }
  return { data: [...data.values()], unknown };

  function placesOf(one: DataPath): Place[] {
    if (one.path === "PROJECT" || one.path.startsWith("PROJECT/")) {
      const below = one.path.slice("PROJECT".length);
      return projects.map(({ path, at }) => ({ path: path + below, at, user: ownerOf(path, host) }));
    }
    if (!one.path.startsWith("~/"))
      return moved(one, one.path, host?.configuration.option.bind(host.configuration), undefined);
    return (users ?? allUsers(host)).flatMap((user) => {
      const home = homeOf(user, host);
      if (home === undefined) return [];
      const configuration = host?.homes.find((entry) => entry.user === user)?.configuration;
      return moved(one, home + one.path.slice(1), configuration?.option.bind(configuration), user);
    });
  }

  /** Where the option says, else the default. */
  function moved(
    one: DataPath,
    path: string,
    ask: ((path: readonly string[]) => OptionState) | undefined,
    user: string | undefined,
  ): Place[] {
    const state = one.option === undefined ? undefined : ask?.(one.option.split("."));
    if (!state || state.kind === "absent") return [{ path, at: undefined, user }];
    const note = (at: Location | undefined, why: string): Place[] => {
      unknown.push({ at, why: `where ${pattern.name} keeps ${one.holds}: ${why}` });
      return [];
    };
    if (state.kind === "unknown") return note(state.at, state.unknown.why);
    const { value, definitions } = state;
    const at = definitions[0];
    if (value.kind === "null") return [{ path, at: undefined, user }];
    const text = value.kind === "string" ? value.value : value.kind === "path" ? value.path : undefined;
    if (text === undefined) return note(at, value.kind === "unknown" ? value.why : `\`${one.option}\` is no text`);
    if (!text.startsWith("/")) return note(at, `\`${one.option}\` is no absolute path`);
    const set = normalizePath(text);
    // A folder of one version below the folder of all: they are of one kind, and the next version lies beside it.
    return [{ path: set.startsWith(`${path}/`) ? path : set, at, user: user ?? ownerOf(set, host) }];
  }
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
