/**
 * Toolstacks for programs. Version 1 is a contract: fields are added, never changed or taken away. Paths are relative to
 * the working folder, lines count from 1.
 */
import type { ProfileResult } from "../core/engine.ts";
import type { Location } from "../core/text/span.ts";
import { shownInText, shownPath } from "./paths.ts";
import { openPlaces } from "./places.ts";
import type { World } from "./world.ts";

export function profileJson({ hosts }: ProfileResult, world: Pick<World, "files" | "cwd">): string {
  const places = openPlaces(world);
  const lineOf = (at: Location) => {
    const { path, start } = places.of(at);
    return { path, line: start.line };
  };
  const json = {
    version: 1,
    hosts: hosts.map(({ name, entry, toolstack }) => ({
      name,
      entry: shownPath(world.cwd, entry),
      tools: toolstack.tools.map(({ pattern, certainty, via, evidence }) => ({
        id: pattern.id,
        category: pattern.category,
        certainty,
        via,
        evidence: evidence.flatMap(({ at, through }) => (at ? [{ ...lineOf(at), ...(through && { through }) }] : [])),
      })),
      // What has no place of its own is said of the host as a whole.
      unknown: toolstack.unknown.map(({ at, why }) => ({
        ...(at ? lineOf(at) : { path: shownPath(world.cwd, entry), line: 1 }),
        why: shownInText(world.cwd, why),
      })),
    })),
  };
  return `${JSON.stringify(json, null, 2)}\n`;
}
