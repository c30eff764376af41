/** From needs to cuts: which paths of one filesystem become subvolumes of their own. `subvolume-tree.ts` does the choosing. */
import type { PathNeeds } from "../stack/need.ts";
import type { SnapshotUse } from "../stack/toolstack.ts";
import { below, isGeneral, isWithin } from "./paths.ts";
import { type Place, placeOf } from "./places.ts";
import type { PlanChoices } from "./plan.ts";
import { type Cut, cutTree, MUST, type TreeNode } from "./subvolume-tree.ts";

/**
 * `needs` are those of paths that lie in the filesystem and in nobody's home; `places` are its subvolumes that are there.
 */
export function chooseSubvolumes(
  needs: readonly PathNeeds[],
  places: readonly Place[],
  choices: Pick<PlanChoices, "priority">,
  snapshots: SnapshotUse,
): readonly Cut[] {
  return cutTree(buildTree(needs, places, choices, snapshots), PRICE).cuts;
}

/** One more subvolume is worth what a tool that works hard notices clearly; a need weighs from 1 to 10. */
const PRICE = 3;

function buildTree(
  needs: readonly PathNeeds[],
  places: readonly Place[],
  choices: Pick<PlanChoices, "priority">,
  snapshots: SnapshotUse,
): TreeNode {
  const byPath = new Map(needs.map((one) => [one.path, one]));
  const apart = needs.filter(wantsApart).map(({ path }) => path);
  const paths = new Set(["/", ...byPath.keys(), ...places.map(({ path }) => path), ...commonFolders(apart)]);
  const parent = (path: string): string | undefined =>
    [...paths]
      .filter((one) => one !== path && isWithin(path, one))
      .reduce<string | undefined>(
        (best, one) => (best !== undefined && best.length > one.length ? best : one),
        undefined,
      );
  const children = new Map<string, string[]>();
  for (const path of [...paths].sort()) {
    const above = parent(path);
    if (above !== undefined) children.set(above, [...(children.get(above) ?? []), path]);
  }
  const node = (path: string): TreeNode => ({
    path,
    children: (children.get(path) ?? []).map(node),
    ...wishesAt(byPath.get(path), needs, places, choices, snapshots),
    existing: existingAt(path, places),
    mayCut: !isGeneral(path),
  });
  return node("/");
}

/** A subvolume for "/var" is out of snapshots of "/", one for "/home" says nothing of what a service keeps there. */
function existingAt(path: string, places: readonly Place[]): TreeNode["existing"] {
  if (!places.some((place) => place.path === path)) return "none";
  return !isGeneral(path) || isWithin(path, "/var") ? "apart" : "system";
}

/** Folders above two or more of `paths`, where one subvolume could serve them all. */
function commonFolders(paths: readonly string[]): string[] {
  const sorted = [...new Set(paths)].sort();
  return sorted.flatMap((path, index) => {
    const next = sorted[index + 1];
    const folder = next === undefined ? "/" : commonFolder(path, next);
    return isGeneral(folder) ? [] : [folder];
  });
}

function commonFolder(a: string, b: string): string {
  const [left, right] = [a.split("/"), b.split("/")];
  const different = left.findIndex((part, index) => part !== right[index]);
  return left.slice(0, different < 0 ? left.length : different).join("/") || "/";
}

type Wishes = Pick<TreeNode, "excluded" | "kept" | "exact" | "plain">;

function wishesAt(
  one: PathNeeds | undefined,
  all: readonly PathNeeds[],
  places: readonly Place[],
  { priority }: Pick<PlanChoices, "priority">,
  snapshots: SnapshotUse,
): Wishes {
  if (one === undefined) return { excluded: 0, kept: 0, exact: 0, plain: false };
  const wishes = { excluded: 0, kept: 0, exact: 0 };
  for (const { want, weight, strength } of one.needs) {
    const must = strength === "must" ? MUST : 0;
    if (want.aspect === "snapshots")
      wishes[want.value] +=
        must || weight * snapshotFactor(want.value, priority, isTakenAt(one.path, places, snapshots));
    if (want.aspect === "copy-on-write" && want.value === "off" && !isCovered(one.path, all, places)) {
      wishes.exact += must || weight;
    }
  }
  const movable = one.needs.every(({ role }) => role === "cache" || role === "store" || role === "log");
  return { ...wishes, plain: !wantsApart(one) && !movable };
}

/** Whether the subvolume that holds `path` now is snapshotted; undefined: not known. */
function isTakenAt(path: string, places: readonly Place[], snapshots: SnapshotUse): boolean | undefined {
  if (snapshots.kind === "unknown") return undefined;
  if (!snapshots.taken) return false;
  return snapshots.of.includes(placeOf(path, places)?.path ?? "/") ? true : undefined;
}

/** What being out of snapshots is worth: more where some are taken, and where space or safety come first. */
function snapshotFactor(
  value: "excluded" | "kept",
  priority: PlanChoices["priority"],
  taken: boolean | undefined,
): number {
  const use = taken === undefined ? 1 : taken ? 1.5 : 0.5;
  const wanted = (value === "excluded" && priority === "space") || (value === "kept" && priority === "durability");
  return use * (wanted ? 1.5 : 1);
}

function wantsApart({ needs }: PathNeeds): boolean {
  return needs.some(({ want }) => want.aspect === "snapshots");
}

/** Whether the files at the path are to be overwritten in place. */
export function wantsInPlace({ needs }: PathNeeds): boolean {
  return needs.some(({ want }) => want.aspect === "copy-on-write" && want.value === "off");
}

/**
 * The folder that is to be without copy-on-write for the sake of `path`. Where a subvolume was made for it, or for the
 * folder that it stands in alone, it is that one's root: it is there before anything is written, and what is made beside
 * `path` later (the next major version of a database) is covered too.
 */
export function folderInPlace(path: string, all: readonly PathNeeds[], places: readonly Place[]): string {
  const place = placeOf(path, places);
  if (place === undefined || isGeneral(place.path) || below(path, place.path).includes("/")) return path;
  const inside = all.filter((one) => placeOf(one.path, places) === place);
  return inside.every(wantsInPlace) ? place.path : path;
}

/** The folder is the root of a subvolume, so it is there, and empty, before anything is written. */
function isCovered(path: string, all: readonly PathNeeds[], places: readonly Place[]): boolean {
  const folder = folderInPlace(path, all, places);
  return places.some((place) => place.path === folder);
}
