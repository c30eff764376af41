/**
 * The part of the settings that says what the host is for: tools, projects, priority, environment, target, workload.
 * Read as strictly as the rest: what is not understood is told in one line and left out, everything else counts.
 */
import * as z from "zod";
import {
  ENVIRONMENTS,
  INTENSITIES,
  type Intensity,
  PRIORITIES,
  type Selection,
  TARGETS,
  type Workload,
} from "../core/settings.ts";

/** The settings by name, as they stand in the section `disko`. */
export const selectionSection = z
  .object({
    host: z.unknown(),
    tools: z.unknown(),
    exclude: z.unknown(),
    projects: z.unknown(),
    priority: z.unknown(),
    environment: z.unknown(),
    target: z.unknown(),
    workload: z.unknown(),
  })
  .partial();

const object = z.record(z.string(), z.unknown());

/** How a value that makes no sense is shown in a message. */
export function shown(wrong: unknown): string {
  return JSON.stringify(wrong) ?? "nothing";
}

/** `complain` takes what follows "Disko settings:". */
export function readSelection(
  given: z.infer<typeof selectionSection>,
  complain: (complaint: string) => void,
): Selection {
  /** Empty and null mean: not said. */
  function oneOf<const T extends readonly string[]>(name: "priority" | "environment" | "target", words: T) {
    const value = given[name] ?? "";
    const parsed = z.enum(words).safeParse(value);
    if (!parsed.success && value !== "") {
      complain(`"disko.${name}" is ${shown(value)}, which is none of ${words.join(", ")}`);
    }
    return parsed.data;
  }

  function strings(name: "tools" | "exclude" | "projects", accepts?: { test(text: string): boolean; what: string }) {
    const value = given[name] ?? [];
    if (!Array.isArray(value)) {
      complain(`"disko.${name}" is ${shown(value)}, not a list`);
      return [];
    }
    return value.filter((item): item is string => {
      const fits = typeof item === "string" && item !== "";
      if (!fits) complain(`"disko.${name}" has ${shown(item)}, not a name`);
      else if (accepts && !accepts.test(item)) complain(`"disko.${name}" has ${shown(item)}, ${accepts.what}`);
      else return true;
      return false;
    });
  }

  const host = given.host ?? "";
  if (typeof host !== "string") complain(`"disko.host" is ${shown(host)}, not a name`);

  return {
    host: typeof host === "string" && host !== "" ? host : undefined,
    tools: strings("tools"),
    exclude: strings("exclude"),
    projects: strings("projects", {
      test: (path) => /^(\/|~\/)\S*[^/\s]$/.test(path),
      what: 'not an absolute path, or one below "~/", without a slash at its end',
    }),
    priority: oneOf("priority", PRIORITIES),
    environment: oneOf("environment", ENVIRONMENTS),
    target: oneOf("target", TARGETS),
    workload: readWorkload(given.workload ?? {}, complain),
  };
}

function readWorkload(value: unknown, complain: (complaint: string) => void): Workload {
  const given = object.safeParse(value);
  if (!given.success) {
    complain(`"disko.workload" is ${shown(value)}, not an object`);
    return { intensity: {} };
  }
  const { snapshots: wantedSnapshots, intensity: wantedIntensity, ...others } = given.data;
  for (const name of Object.keys(others)) {
    complain(`"disko.workload" has "${name}", which is none of snapshots, intensity`);
  }

  const snapshots = wantedSnapshots ?? undefined;
  if (snapshots !== undefined && typeof snapshots !== "boolean") {
    complain(`"disko.workload.snapshots" is ${shown(snapshots)}, not true or false`);
  }

  const levels = object.safeParse(wantedIntensity ?? {});
  if (!levels.success) complain(`"disko.workload.intensity" is ${shown(wantedIntensity)}, not an object`);
  const intensity: Record<string, Intensity> = {};
  for (const [id, wanted] of Object.entries(levels.data ?? {})) {
    const level = z.enum(INTENSITIES).safeParse(wanted);
    if (level.success) intensity[id] = level.data;
    else {
      complain(
        `"disko.workload.intensity" has ${shown(wanted)} for "${id}", which is none of ${INTENSITIES.join(", ")}`,
      );
    }
  }
  return { ...(typeof snapshots === "boolean" && { snapshots }), intensity };
}
