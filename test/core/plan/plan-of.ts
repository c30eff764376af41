/** Plans from Nix text through the real pipeline, and short forms of what is in them. */
import type { Layout } from "../../../server/core/disko/layout.ts";
import { computeEffective } from "../../../server/core/mounts/compute-effective.ts";
import { MEASURED_KERNEL } from "../../../server/core/mounts/vocabulary.ts";
import { createPatternIndex } from "../../../server/core/patterns/pattern-index.ts";
import { makePlan } from "../../../server/core/plan/make-plan.ts";
import type { Change, Decision, Plan, PlanInput, Surroundings } from "../../../server/core/plan/plan.ts";
import {
  type Environment,
  type KernelVersion,
  NO_SELECTION,
  type Priority,
  type Target,
} from "../../../server/core/settings.ts";
import { detectToolstack } from "../../../server/core/stack/detect.ts";
import { NO_PLACES } from "../../../server/core/stack/places.ts";
import type { SnapshotUse, Toolstack } from "../../../server/core/stack/toolstack.ts";
import { bundledPatterns } from "../../support/patterns.ts";
import { lowered } from "../disko/lowered.ts";

export interface PlanSpec {
  readonly tools?: readonly string[];
  readonly projects?: readonly string[];
  readonly priority?: Priority;
  readonly environment?: Environment;
  readonly target?: Target;
  readonly kernel?: KernelVersion;
  /** Whether snapshots are taken; undefined: not known. */
  readonly snapshots?: boolean;
  readonly host?: string | undefined;
  readonly surroundings?: Partial<Surroundings>;
}

const MODULE: Surroundings = {
  module: "yes",
  tmpfiles: { lines: [], complete: true },
  autoScrub: undefined,
  pkgsInScope: false,
};

export async function inputOf(text: string, spec: PlanSpec = {}): Promise<PlanInput> {
  return inputFrom(await lowered(text), spec);
}

export function inputFrom(layout: Layout, spec: PlanSpec): PlanInput {
  const { priority = "balanced", environment = "development", target = "install", kernel } = spec;
  return {
    layout,
    effective: computeEffective(layout, kernel ?? MEASURED_KERNEL),
    toolstack: toolstackOf(spec),
    choices: {
      priority,
      environment,
      target,
      chosen: { priority: true, environment: true, target: true },
      kernel,
    },
    surroundings: { ...MODULE, ...spec.surroundings },
  };
}

function toolstackOf({ tools = [], projects = [], snapshots, ...spec }: PlanSpec): Toolstack {
  const { toolstack } = detectToolstack({
    host: undefined,
    index: createPatternIndex(bundledPatterns()),
    selection: { ...NO_SELECTION, tools, projects },
    places: NO_PLACES,
  });
  const use: SnapshotUse =
    snapshots === undefined
      ? { kind: "unknown" }
      : { kind: "known", taken: snapshots, of: snapshots ? ["/"] : [], evidence: [] };
  return { ...toolstack, snapshots: use, host: "host" in spec ? spec.host : "workstation" };
}

export async function planOf(text: string, spec: PlanSpec = {}): Promise<Plan> {
  return makePlan(await inputOf(text, spec));
}

/** `+ ID` is carried out, `? ID` waits for the user, `= ID` is so already. */
export function decisionLines(plan: Plan): string[] {
  return plan.decisions.map(
    ({ id, byDefault, changes }) => `${changes.length === 0 ? "=" : byDefault ? "+" : "?"} ${id}`,
  );
}

/** Every change of a decision in one line. */
export function changeLines({ changes }: Pick<Decision, "changes">): string[] {
  return changes.map(changeLine);
}

export function changeLine(change: Change): string {
  switch (change.kind) {
    case "options":
      return `${change.mount.name}: ${change.remove.map(({ text }) => `-${text}`).join(" ")} ${change.add === undefined ? "" : `+${change.add}`}`
        .replace(/\s+/g, " ")
        .trim();
    case "subvolume":
      return `${change.name} at ${change.mountpoint} [ ${change.options.join(" ")} ] # ${change.comment.join(" ")}`;
    case "comment":
      return `# ${change.lines.join(" ")}`;
    case "tmpfiles":
      return change.line;
    case "setting":
      return `${change.binding.path.join(".")} = …`;
    case "hook":
      return `hook ${change.subvolumePaths.map(({ subvolume, path }) => `${subvolume}:${path}`).join(" ")}`;
    default:
      return change satisfies never;
  }
}

/** All changes that are carried out by default. */
export function defaultChanges(plan: Plan): string[] {
  return plan.decisions.filter(({ byDefault }) => byDefault).flatMap(changeLines);
}
