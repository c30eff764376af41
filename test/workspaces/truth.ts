/** The truth of a sample project, written by hand, and what a profile says otherwise: one line for each difference. */
import { parse } from "yaml";
import * as z from "zod";
import type { HostProfile } from "../../server/core/engine.ts";
import type { StackTool } from "../../server/core/stack/toolstack.ts";

const ids = z.array(z.string()).default([]);

const hostTruth = z.strictObject({
  certain: ids,
  /** There under a condition that nobody can know from the project. */
  likely: ids,
  /** Where data lies that an option moved; with every other place of the same tool that has a line here. */
  data: z.record(z.string(), z.array(z.string())).default({}),
  /** Tools that a careless reader would find, and why they are not there. */
  absent: z.record(z.string(), z.string()).default({}),
  /** Places that must be told as not known: a file, and what its line holds. */
  unknown: z.array(z.strictObject({ file: z.string(), text: z.string() })).default([]),
});
const truth = z.strictObject({ hosts: z.record(z.string(), hostTruth) });

export type HostTruth = z.infer<typeof hostTruth>;
export type Truth = z.infer<typeof truth>;

/** Throws where the truth itself is no truth file. */
export function readTruth(text: string): Truth {
  return truth.parse(parse(text));
}

/** Every tool that the truth speaks of. */
export function toolsOf({ hosts }: Truth): string[] {
  return Object.values(hosts).flatMap(({ certain, likely, data, absent }) => [
    ...certain,
    ...likely,
    ...Object.keys(data),
    ...Object.keys(absent),
  ]);
}

export interface Compared {
  readonly truth: HostTruth;
  readonly profile: HostProfile;
  /** The folder of the project, as it stands before the paths of its files. */
  readonly root: string;
  /** Tools that the database has: of others nothing can be found. */
  readonly known: ReadonlySet<string>;
  readonly textOf: (path: string) => string;
}

/** Empty where the profile is right. */
export function differences(compared: Compared): string[] {
  return [...toolDifferences(compared), ...dataDifferences(compared), ...unknownDifferences(compared)];
}

function toolDifferences({ truth: { certain, likely, absent }, profile, known, root, textOf }: Compared): string[] {
  const found = new Map(profile.toolstack.tools.map((tool) => [tool.pattern.id, tool]));
  const expected = new Map<string, StackTool["certainty"]>([
    ...certain.map((id) => [id, "certain"] as const),
    ...likely.map((id) => [id, "likely"] as const),
  ]);
  const missed = [...expected]
    .filter(([id]) => known.has(id) && !found.has(id))
    .map(([id, certainty]) => `missed: ${id} (${certainty})`);
  const wrong = [...found.values()]
    .filter(({ pattern: { id } }) => !expected.has(id))
    .map(({ pattern: { id }, certainty, evidence }) => {
      const at = evidence[0]?.at;
      const place = at ? `${at.path.slice(root.length + 1)}:${lineOf(textOf(at.path), at.span.start)}` : "?";
      return `wrong: ${id} (${certainty}) by ${evidence[0]?.name} at ${place}${absent[id] ? `; it is: ${absent[id]}` : ""}`;
    });
  const unsure = [...found.values()]
    .filter(({ pattern: { id }, certainty }) => expected.has(id) && expected.get(id) !== certainty)
    .map(({ pattern: { id }, certainty }) => `${certainty}, not ${expected.get(id)}: ${id}`);
  return [...missed, ...wrong, ...unsure];
}

function dataDifferences({ truth: { data }, profile, known }: Compared): string[] {
  return Object.entries(data)
    .filter(([id]) => known.has(id))
    .flatMap(([id, paths]) => {
      const tool = profile.toolstack.tools.find(({ pattern }) => pattern.id === id);
      const found = (tool?.data ?? []).map(({ path }) => path);
      return paths
        .filter((path) => !found.includes(path))
        .map((path) => `data of ${id}: not ${path}, but ${found.join(", ") || "nowhere"}`);
    });
}

function unknownDifferences({ truth: { unknown }, profile, root, textOf }: Compared): string[] {
  const told = profile.toolstack.unknown.flatMap(({ at }) => (at ? [at] : []));
  return unknown
    .filter(({ file, text }) => {
      const path = `${root}/${file}`;
      const source = textOf(path);
      return !told.some(
        (at) => at.path === path && source.split("\n")[lineOf(source, at.span.start) - 1]?.includes(text),
      );
    })
    .map(({ file, text }) => `not told as unknown: ${text} in ${file}`);
}

/** From 1. */
function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split("\n").length;
}
