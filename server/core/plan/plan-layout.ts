/** A plan for a whole layout, from needs that are settled: each filesystem by itself, and what is said of all of them. */
import type { BtrfsFilesystem, Layout, Mount } from "../disko/layout.ts";
import type { EffectiveFilesystem } from "../mounts/effective.ts";
import { MEASURED_KERNEL } from "../mounts/vocabulary.ts";
import { placeKey } from "../mounts/written-options.ts";
import type { PathNeeds } from "../stack/need.ts";
import { chooseOptions } from "./choose-options.ts";
import type { FilesystemContext } from "./filesystem-context.ts";
import { notDoneInHomes, notDoneOf } from "./not-done.ts";
import { isWithin, liesInHome } from "./paths.ts";
import { mountOf, placesOf } from "./places.ts";
import type { Plan, PlanInput, Refusal } from "./plan.ts";
import { planFilesystem } from "./plan-filesystem.ts";
import { planScrub } from "./plan-scrub.ts";
import { refusalOf } from "./refuse.ts";

export function planLayout(input: PlanInput, needs: readonly PathNeeds[]): Plan {
  const { layout, choices, toolstack } = input;
  const { contexts, refusals } = contextsOf(input, needs);
  const plans = contexts.map(planFilesystem);
  const decisions = [...plans.flatMap((one) => one.decisions), ...planScrub(contexts, toolstack.host !== undefined)];
  const inPlace = decisions.filter(({ kind, byDefault }) => kind === "no-copy-on-write" && byDefault);
  return {
    choices,
    decisions,
    notDone: [
      ...plans.flatMap((one) => one.notDone),
      ...notDoneInHomes(needs.filter((one) => isHome(one) && contexts.some((each) => holds(each, one, input)))),
      ...notDoneOf(contexts),
    ],
    refusals: [...refusals, ...noBtrfs(layout), ...unknownPlaces(layout, contexts)],
    promise: {
      filesystems: plans.map(({ promise }) => promise),
      noCopyOnWrite: inPlace.flatMap(({ path }) => (path === undefined ? [] : [path])),
    },
  };
}

function contextsOf(
  input: PlanInput,
  needs: readonly PathNeeds[],
): { contexts: FilesystemContext[]; refusals: Refusal[] } {
  const { layout, effective, choices, surroundings, toolstack } = input;
  const kernel = choices.kernel ?? MEASURED_KERNEL;
  const refusals: Refusal[] = [];
  const contexts: FilesystemContext[] = [];
  for (const filesystem of layout.btrfs) {
    const own = effective.filesystems.find((one) => one.filesystem === filesystem) ?? nothingKnown(filesystem, layout);
    const wish = chooseOptions(own, choices.priority, kernel);
    const texts = [...(wish.compress === undefined ? [] : [wish.compress]), ...wish.others];
    const refusal = refusalOf(own, layout, kernel, [...texts, "noatime"]);
    if (refusal !== undefined) {
      refusals.push(refusal);
      continue;
    }
    const inside = needs.filter((one) => !isHome(one) && holds({ filesystem }, one, input));
    const reading = needs.filter((one) => holds({ filesystem }, one, input)).flatMap((one) => one.needs);
    contexts.push({
      filesystem,
      label: labelOf(filesystem, layout),
      layout,
      effective: own,
      mounts: layout.mounts.filter(({ btrfs }) => btrfs === filesystem),
      places: placesOf(filesystem, layout),
      wish,
      noatime: choices.priority === "performance" || reading.some(({ want }) => want.aspect === "access-time"),
      needs: inside,
      toolstack,
      choices,
      kernel,
      surroundings,
    });
  }
  return { contexts: agreeWhereShared(contexts), refusals };
}

/** Which filesystem a path lies in can only be said where all mounts are known. */
function holds(
  { filesystem }: Pick<FilesystemContext, "filesystem">,
  { path }: PathNeeds,
  { layout, surroundings }: PlanInput,
): boolean {
  const mount = mountOf(path, layout);
  if (!layout.complete || mount?.btrfs !== filesystem) return false;
  const others = surroundings.otherMountpoints ?? [];
  return !others.some((point) => isWithin(path, point) && point.length > mount.mountpoint.value.length);
}

function isHome({ path, user }: PathNeeds): boolean {
  return user !== undefined || liesInHome(path);
}

/** A plan without a word would look as if all were well. */
function noBtrfs({ btrfs, complete, unknowns }: Layout): Refusal[] {
  if (btrfs.length > 0) return [];
  const unknown = complete ? undefined : (unknowns.find(({ at }) => at !== undefined) ?? unknowns[0]);
  if (unknown === undefined) {
    const why = "There is no btrfs in this layout, and nothing is planned for other filesystems.";
    return [{ at: undefined, why, snippet: undefined }];
  }
  return [{ at: unknown.at, why: `No btrfs can be seen in this layout: ${unknown.why}.`, snippet: undefined }];
}

function unknownPlaces(layout: Layout, contexts: readonly FilesystemContext[]): Refusal[] {
  if (layout.complete || contexts.length === 0) return [];
  const why =
    "Not all mounts of the layout are known, so it cannot be said which filesystem the data of a tool lies on: nothing is planned for single directories.";
  const at = layout.unknowns.find((one) => one.at !== undefined)?.at;
  return [{ at, why, snippet: undefined }];
}

function nothingKnown(filesystem: BtrfsFilesystem, layout: Layout): EffectiveFilesystem {
  const unknown = { kind: "unknown", why: "it was not computed" } as const;
  const mounts = layout.mounts.filter(({ btrfs }) => btrfs === filesystem);
  return {
    filesystem,
    deciders: { install: unknown, bootScripted: unknown, bootSystemd: unknown },
    decider: undefined,
    deciding: [],
    state: undefined,
    mounts: mounts.map((mount) => ({ mount, options: [], ignored: [] })),
  };
}

/** The name of what holds it; with the disk's where several have the same. */
function labelOf(filesystem: BtrfsFilesystem, { btrfs }: Layout): string {
  if (btrfs.filter(({ name }) => name === filesystem.name).length < 2) return filesystem.name;
  const holders: string[] = [];
  for (let holder = filesystem.object.parent; holder !== undefined; holder = holder.parent) {
    if (holder.name !== undefined) holders.unshift(holder.name);
  }
  return holders.join(".") || filesystem.name;
}

/** Filesystems that read one text must be asked for the same: the first of them says what. */
function agreeWhereShared(contexts: readonly FilesystemContext[]): FilesystemContext[] {
  const result: FilesystemContext[] = [];
  for (const context of contexts) {
    const places = writtenPlaces(context.mounts);
    const sharing = result.find((other) => writtenPlaces(other.mounts).some((place) => places.includes(place)));
    const same = sharing !== undefined && sharing.wish.compress !== undefined && context.wish.compress !== undefined;
    result.push(same ? { ...context, wish: sharing.wish, noatime: sharing.noatime || context.noatime } : context);
  }
  return result;
}

/** Of every option, and of the list as a whole: what is added to it in a function, others get too. */
function writtenPlaces(mounts: readonly Mount[]): string[] {
  return mounts.flatMap(({ options, object }) => {
    if (!options.written) return [placeKey(object.at)];
    const whole = options.binding === undefined ? [] : [placeKey(options.binding)];
    return [...whole, ...options.entries.map(({ at }) => placeKey(at))];
  });
}
