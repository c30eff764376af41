/** Every line that shows that a tool is there: options, home-manager's options, package lists, the user's own word. */
import type { Configuration, NixosHost, NotKnown } from "../nixos/host.ts";
import type { Pattern, PatternIndex } from "../patterns/pattern.ts";
import type { Selection } from "../settings.ts";
import { enumerate } from "../text/enumerate.ts";
import type { Location } from "../text/span.ts";
import { askOption } from "./option-answer.ts";
import type { Places } from "./places.ts";
import type { Evidence, StackTool } from "./toolstack.ts";

export interface Found {
  readonly evidence: Evidence;
  readonly certain: boolean;
  readonly via: StackTool["via"];
  /** The user who has it; undefined: the whole machine. */
  readonly user: string | undefined;
}

export interface FoundTools {
  /** By tool, the strongest evidence first. */
  readonly tools: ReadonlyMap<Pattern, readonly Found[]>;
  readonly unknown: readonly NotKnown[];
}

export interface SearchInput {
  readonly host: NixosHost | undefined;
  readonly index: PatternIndex;
  readonly selection: Selection;
  readonly places: Places;
}

/** Patterns of every NixOS are not searched for. */
export function findEvidence({ host, index, selection, places }: SearchInput): FoundTools {
  const searched = index.patterns.filter(({ id, detect }) => !detect.always && !selection.exclude.includes(id));
  const maybes: Maybe[] = [];
  const found = new Map(searched.map((pattern): [Pattern, Found[]] => [pattern, []]));

  for (const [configuration, user] of configurationsOf(host)) {
    for (const [pattern, list] of found) {
      for (const option of user === undefined ? pattern.detect.options : pattern.detect.homeOptions) {
        const answer = askOption(configuration, option);
        if (answer.kind === "on") {
          const { name, at, certain } = answer;
          list.push({ evidence: { at, name }, certain, via: "option", user });
        } else if (answer.kind === "unknown") maybes.push({ pattern, user, ...answer });
      }
    }
    for (const { name, at, certain, list } of configuration.packages) {
      for (const pattern of index.byPackage(name)) {
        found.get(pattern)?.push({ evidence: { at, name }, certain, via: "package", user: user ?? userOfList(list) });
      }
    }
  }
  const naming = maybes.filter((maybe) => namesTheTool(maybe, maybes));
  for (const { pattern, name, at, user } of naming) {
    found.get(pattern)?.push({ evidence: { at, name }, certain: false, via: "option", user });
  }
  for (const id of selection.tools) {
    const pattern = index.byId(id);
    const evidence: Evidence = { at: places.tools.get(id), name: places.tools.has(id) ? "tools" : "named by you" };
    if (pattern) found.get(pattern)?.push({ evidence, certain: true, via: "user", user: undefined });
  }
  return {
    tools: new Map([...found].filter(([, list]) => list.length > 0).map(([one, list]) => [one, list.sort(byStrength)])),
    unknown: [
      ...naming.map(({ at, name, why }) => ({ at, why: `whether \`${name}\` is on: ${why}` })),
      ...openPlaces(maybes.filter((maybe) => !naming.includes(maybe))),
      ...conditions(found, naming),
    ],
  };
}

function configurationsOf(host: NixosHost | undefined): [Configuration, string | undefined][] {
  if (!host) return [];
  return [
    [host.configuration, undefined],
    ...host.homes.map(({ configuration, user }): [Configuration, string] => [configuration, user]),
  ];
}

/** An option whose value is not known. */
interface Maybe {
  readonly pattern: Pattern;
  readonly user: string | undefined;
  readonly at: Location | undefined;
  readonly name: string;
  readonly why: string;
  readonly defined: boolean;
}

/**
 * `services.postgresql.enable = unknown` and `services.postgresql = unknown` name PostgreSQL: it is likely there.
 * `services = unknown` leaves the options of many tools open and names none of them.
 */
function namesTheTool({ at, pattern, defined }: Maybe, all: readonly Maybe[]): boolean {
  if (defined) return true;
  return at !== undefined && all.every((other) => other.pattern === pattern || placeKey(other.at) !== placeKey(at));
}

function placeKey(at: Location | undefined): string {
  return at ? `${at.path}\0${at.span.start}` : "";
}

/** One note for all options that one place leaves open. */
function openPlaces(maybes: readonly Maybe[]): NotKnown[] {
  const groups = new Map<string, Maybe[]>();
  for (const maybe of maybes) {
    const key = `${placeKey(maybe.at)}\0${maybe.why}`;
    groups.set(key, [...(groups.get(key) ?? []), maybe]);
  }
  return [...groups.values()].map((group) => {
    const names = [...new Set(group.map(({ name }) => `\`${name}\``))];
    const shown = names.length > 3 ? [...names.slice(0, 2), `${names.length - 2} others`] : names;
    const be = names.length > 1 ? "are" : "is";
    return { at: group[0]?.at, why: `whether ${enumerate(shown, "and")} ${be} on: ${group[0]?.why}` };
  });
}

/** Tools that are there only under a condition; what is `told` already is left out. */
function conditions(found: ReadonlyMap<Pattern, readonly Found[]>, told: readonly Maybe[]): NotKnown[] {
  return [...found.values()]
    .filter((list) => list.every(({ certain }) => !certain))
    .flat()
    .filter(({ evidence: { at } }) => at !== undefined && !told.some((maybe) => maybe.at === at))
    .map(({ evidence: { at, name }, via }) => ({
      at,
      why: `whether \`${name}\` ${via === "package" ? "is installed" : "is on"}: its condition is not known, or something that is not seen may decide otherwise`,
    }));
}

/** `users.users.alice.packages` */
function userOfList(list: string): string | undefined {
  return /^users\.users\.(?:"([^"]+)"|([^."]+))\.packages$/
    .exec(list)
    ?.slice(1)
    .find((name) => name !== undefined);
}

const VIA_ORDER: readonly StackTool["via"][] = ["option", "package", "user"];

function byStrength(a: Found, b: Found): number {
  if (a.certain !== b.certain) return a.certain ? -1 : 1;
  return VIA_ORDER.indexOf(a.via) - VIA_ORDER.indexOf(b.via);
}
