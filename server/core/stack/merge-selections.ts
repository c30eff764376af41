/** What the user chose now, what the project file says of the host, and what it says of all, as one selection. */
import { NO_SELECTION, type Selection } from "../settings.ts";

/**
 * Nearer wins: the user's choice (command line, editor), then the host's section, then the rest of the project file.
 * Lists are joined, but a tool that a nearer one names is not excluded by a farther one, and the other way round.
 */
export function mergeSelections(
  user: Selection,
  hostSpecific: Selection | undefined,
  project: Selection | undefined,
): Selection {
  return [user, hostSpecific, project]
    .filter((one) => one !== undefined)
    .reduceRight((farther, nearer) => over(nearer, farther), NO_SELECTION);
}

function over(nearer: Selection, farther: Selection): Selection {
  const without = (names: readonly string[], gone: readonly string[]) => names.filter((name) => !gone.includes(name));
  return {
    host: nearer.host ?? farther.host,
    tools: joined(nearer.tools, without(farther.tools, nearer.exclude)),
    exclude: joined(nearer.exclude, without(farther.exclude, nearer.tools)),
    projects: joined(nearer.projects, farther.projects),
    priority: nearer.priority ?? farther.priority,
    environment: nearer.environment ?? farther.environment,
    target: nearer.target ?? farther.target,
    module: nearer.module ?? farther.module,
    workload: {
      snapshots: nearer.workload.snapshots ?? farther.workload.snapshots,
      intensity: { ...farther.workload.intensity, ...nearer.workload.intensity },
    },
  };
}

function joined(first: readonly string[], second: readonly string[]): string[] {
  return [...new Set([...first, ...second])];
}
