/**
 * What a host runs: its configuration and the user's word, held against the pattern database. What is off or not named is
 * not there; what hangs on something unknown is `likely`, and the unknown is noted with its place.
 */
import type { NixosHost, NotKnown } from "../nixos/host.ts";
import type { Pattern, PatternIndex } from "../patterns/pattern.ts";
import type { Selection } from "../settings.ts";
import { didYouMean } from "../text/similar.ts";
import type { Location } from "../text/span.ts";
import { findData, findProjects } from "./find-data.ts";
import { findEvidence } from "./find-evidence.ts";
import { findSnapshots } from "./find-snapshots.ts";
import type { Places } from "./places.ts";
import type { StackTool, Toolstack } from "./toolstack.ts";

export interface DetectInput {
  /** Undefined: only what the user says is known. */
  readonly host: NixosHost | undefined;
  readonly index: PatternIndex;
  /** Merged: see `mergeSelections`. */
  readonly selection: Selection;
  /** Where the names of the selection stand; `NO_PLACES` where there is no project file. */
  readonly places: Places;
}

/** Something in the selection that cannot be used. */
export interface SelectionProblem {
  /** Undefined: it came from the command line or the settings. */
  readonly at: Location | undefined;
  /** A sentence. */
  readonly message: string;
}

export interface Detected {
  readonly toolstack: Toolstack;
  readonly problems: readonly SelectionProblem[];
}

/** Never throws; what cannot be used of the selection is among the problems, and the rest counts. */
export function detectToolstack({ host, index, selection, places }: DetectInput): Detected {
  const found = findEvidence({ host, index, selection, places });
  const projects = findProjects(selection.projects, places.projects, host);
  const input = { host, index, projects: projects.projects };
  const seen = host?.likely ? [host.likely] : [];
  const notes: NotKnown[] = [...seen, ...(host?.unknown() ?? []), ...found.unknown, ...projects.unknown];

  const tools = [...found.tools].map(([pattern, list]): StackTool => {
    const { data, unknown } = findData(pattern, list, input);
    notes.push(...unknown);
    return {
      pattern,
      certainty: list.some(({ certain, via }) => certain && (!host?.likely || via === "user")) ? "certain" : "likely",
      via: list[0]?.via ?? "user",
      evidence: list.map(({ evidence }) => evidence),
      data,
    };
  });
  const system = index.patterns
    .filter(({ id, detect }) => detect.always && !selection.exclude.includes(id))
    .map((pattern): StackTool => {
      const { data, unknown } = findData(pattern, [], input);
      notes.push(...unknown);
      return { pattern, certainty: "certain", via: "option", evidence: [], data };
    });

  return {
    toolstack: {
      host: host?.name,
      tools: tools.sort(byCategory),
      system: system.sort(byCategory),
      projects: projects.projects,
      snapshots: findSnapshots(host, selection.workload, places),
      workload: selection.workload,
      unknown: inOrder(notes),
    },
    problems: selectionProblems(index, selection, places),
  };
}

function byCategory(a: StackTool, b: StackTool): number {
  const key = ({ pattern }: { readonly pattern: Pattern }) => `${pattern.category}\0${pattern.id}`;
  return key(a) < key(b) ? -1 : 1;
}

/** By place, what has none last; nothing twice. */
function inOrder(notes: readonly NotKnown[]): NotKnown[] {
  const key = ({ at, why }: NotKnown) =>
    `${at?.path ?? "\uffff"}\0${String(at?.span.start ?? 0).padStart(9, "0")}\0${why}`;
  const distinct = new Map(notes.map((note) => [key(note), note]));
  return [...distinct].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, note]) => note);
}

/** Names in a selection that the database does not know, and what contradicts itself. Asks nothing of a host. */
export function selectionProblems(index: PatternIndex, selection: Selection, places: Places): SelectionProblem[] {
  const tools = index.patterns.map(({ id }) => id);
  const all = [...tools, ...index.categories.map(({ id }) => id)];
  const unknown = (id: string, at: Location | undefined, ids: readonly string[], kind: string): SelectionProblem[] => {
    if (ids.includes(id)) return [];
    const meant = didYouMean(id, ids) ?? ids.find((other) => other.startsWith(id) || id.startsWith(other));
    const question = meant === undefined ? ": nothing is known of it." : `: did you mean \`${meant}\`?`;
    return [{ at, message: `There is no ${kind} \`${id}\`${question}` }];
  };
  const both = selection.tools.filter((id) => selection.exclude.includes(id));
  return [
    ...selection.tools.flatMap((id) => unknown(id, places.tools.get(id), tools, "tool")),
    ...selection.exclude.flatMap((id) => unknown(id, places.exclude.get(id), tools, "tool")),
    ...Object.keys(selection.workload.intensity).flatMap((id) =>
      unknown(id, places.intensity.get(id), all, "tool or category"),
    ),
    ...both.map((id) => ({
      at: places.exclude.get(id) ?? places.tools.get(id),
      message: `\`${id}\` is both wanted and excluded: it is passed over.`,
    })),
    ...index.patterns
      .filter(({ category }) => index.category(category) === undefined)
      .map(({ id, category }) => ({
        at: places.categories.get(id),
        message: `There is no category \`${category}\`: the pattern \`${id}\` takes no facts from one.`,
      })),
  ];
}
