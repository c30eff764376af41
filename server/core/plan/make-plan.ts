/** The planner's door: from a toolstack and a layout to decisions. Needs come from stack/, the rest is in `plan-layout.ts`. */
import type { PathNeeds } from "../stack/need.ts";
import { needsOf } from "../stack/needs.ts";
import { resolveNeeds } from "../stack/resolve-needs.ts";
import { chooseSubvolumes } from "./choose-subvolumes.ts";
import { isWithin, liesInHome } from "./paths.ts";
import { isMirrored, mountOf, placesOf } from "./places.ts";
import type { Plan, PlanInput } from "./plan.ts";
import { planLayout } from "./plan-layout.ts";

/** Never throws: filesystems that cannot be planned are among the refusals. */
export function makePlan(input: PlanInput): Plan {
  return planLayout(input, settleNeeds(input));
}

/** The needs of every path under what was chosen. Whether a path is snapshotted depends on the subvolumes there will be. */
function settleNeeds(input: PlanInput): PathNeeds[] {
  const { layout, toolstack, choices } = input;
  const needs = needsOf(toolstack);
  const mirrored = (path: string): boolean => {
    const filesystem = mountOf(path, layout)?.btrfs;
    return filesystem !== undefined && isMirrored(filesystem);
  };
  const settle = (snapshotted: (path: string) => boolean | undefined): PathNeeds[] =>
    resolveNeeds(needs, { priority: choices.priority, environment: choices.environment, snapshotted, mirrored });
  const { snapshots } = toolstack;
  if (snapshots.kind === "unknown") return settle(() => undefined);
  if (!snapshots.taken) return settle(() => false);
  const { of } = snapshots;
  const apart = subvolumesBeside(
    input,
    settle((path) => (holderOf(path, of) === undefined ? undefined : true)),
  );
  // A snapshot ends at the next subvolume, and of one that nobody names it is not known whether it is snapshotted too.
  return settle((path) => (of.includes(holderOf(path, ["/", ...apart]) ?? "") ? true : undefined));
}

/** The deepest of `paths` that `path` lies in. */
function holderOf(path: string, paths: readonly string[]): string | undefined {
  return paths
    .filter((one) => isWithin(path, one))
    .reduce<string | undefined>(
      (best, one) => (best !== undefined && best.length >= one.length ? best : one),
      undefined,
    );
}

/** Paths that lie, or by default will lie, in another subvolume than the system. */
function subvolumesBeside({ layout, choices, toolstack }: PlanInput, needs: readonly PathNeeds[]): string[] {
  return layout.btrfs.flatMap((filesystem) => {
    const places = placesOf(filesystem, layout);
    const own = needs.filter(
      ({ path, user }) => user === undefined && !liesInHome(path) && mountOf(path, layout)?.btrfs === filesystem,
    );
    const cuts = choices.target === "install" ? chooseSubvolumes(own, places, choices, toolstack.snapshots) : [];
    return [...places, ...cuts].map(({ path }) => path).filter((path) => path !== "/");
  });
}
