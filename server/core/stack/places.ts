/** Where the names of a selection stand in the project file, so that evidence and problems can point there. */
import type { Location } from "../text/span.ts";

export interface Places {
  readonly tools: ReadonlyMap<string, Location>;
  readonly exclude: ReadonlyMap<string, Location>;
  readonly projects: ReadonlyMap<string, Location>;
  /** Keys of `workload.intensity`. */
  readonly intensity: ReadonlyMap<string, Location>;
  /** Categories of added patterns, by the pattern's id. */
  readonly categories: ReadonlyMap<string, Location>;
  /** `workload.snapshots` */
  readonly snapshots: Location | undefined;
}

export const NO_PLACES: Places = {
  tools: new Map(),
  exclude: new Map(),
  projects: new Map(),
  intensity: new Map(),
  categories: new Map(),
  snapshots: undefined,
};

/** `first` wins where both know a name. */
export function mergePlaces(first: Places, second: Places): Places {
  return {
    tools: new Map([...second.tools, ...first.tools]),
    exclude: new Map([...second.exclude, ...first.exclude]),
    projects: new Map([...second.projects, ...first.projects]),
    intensity: new Map([...second.intensity, ...first.intensity]),
    categories: new Map([...second.categories, ...first.categories]),
    snapshots: first.snapshots ?? second.snapshots,
  };
}
