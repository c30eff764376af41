/** What a search could not settle: which tools an open place names all the same, and how it is told in few words. */
import type { NotKnown } from "../nixos/host.ts";
import type { Pattern } from "../patterns/pattern.ts";
import { enumerate } from "../text/enumerate.ts";
import type { Location } from "../text/span.ts";
import type { Found, Maybe } from "./found.ts";

/**
 * `services.postgresql.enable = unknown` and `services.postgresql = unknown` name PostgreSQL: it is likely there.
 * `services.redis.servers = unknown` may be empty, and `services = unknown` leaves the options of many tools open and names none of them.
 */
export function namesTheTool({ at, pattern, defined, anyName }: Maybe, all: readonly Maybe[]): boolean {
  if (anyName) return false;
  if (defined) return true;
  return at !== undefined && all.every((other) => other.pattern === pattern || placeKey(other.at) !== placeKey(at));
}

function placeKey(at: Location | undefined): string {
  return at ? `${at.path}\0${at.span.start}` : "";
}

/** One note for all options that one place leaves open. */
export function openPlaces(maybes: readonly Maybe[]): NotKnown[] {
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
export function conditions(found: ReadonlyMap<Pattern, readonly Found[]>, told: readonly Maybe[]): NotKnown[] {
  return [...found.values()]
    .filter((list) => list.every(({ certain }) => !certain))
    .flat()
    .filter(({ evidence: { at } }) => at !== undefined && !told.some((maybe) => maybe.at === at))
    .map(({ evidence: { at, name }, via }) => ({
      at,
      why: `whether \`${name}\` ${via === "package" ? "is installed" : "is on"}: its condition is not known, or something that is not seen may decide otherwise`,
    }));
}
