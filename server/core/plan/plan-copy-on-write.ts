/**
 * Decisions on copy-on-write of single directories. Mount options cannot do it; `chattr +C` on the empty directory can:
 * from a tmpfiles line where the file is a NixOS module, else from a hook when the filesystem is made.
 */
import { askedBy } from "../mounts/fold.ts";
import { optionsOf } from "../mounts/mount-option.ts";
import type { Need, PathNeeds } from "../stack/need.ts";
import { folderInPlace, wantsInPlace } from "./choose-subvolumes.ts";
import { foldersInPlace, foldersWithCompression, hookSets, isSetFor, tmpfilesLine } from "./copy-on-write-off.ts";
import { commentFor, namesOfTools, toolsOf, writersOf } from "./describe-needs.ts";
import { decision, type FilesystemContext, type Part } from "./filesystem-context.ts";
import { convertingSteps } from "./migration-steps.ts";
import { isGeneral, isWithin } from "./paths.ts";
import { insidePlace, isCertainlyMirrored, isMirrored, type Place, placeOf } from "./places.ts";
import type { Change, Decision, NotDone } from "./plan.ts";
import { CHATTR, distinctReasons, MOUNT_OPTIONS, reason, TMPFILES } from "./sources.ts";

/** `created`: subvolumes that the plan adds by default. */
export function planCopyOnWrite(context: FilesystemContext, created: readonly Place[]): Part {
  const places = [...context.places, ...created];
  const decisions: Decision[] = [];
  const notDone: NotDone[] = [];
  for (const folder of foldersOf(context, places)) {
    const found = planFolder(context, folder, places);
    if ("because" in found) notDone.push(found);
    else decisions.push(found);
  }
  const kept = context.needs.flatMap((one) => planKept(context, one));
  return { decisions: [...sayOnce(decisions), ...kept], notDone };
}

/** A directory that shall be without copy-on-write, and who wants it. */
interface Folder {
  readonly path: string;
  readonly needs: readonly Need[];
  /** The subvolume it lies in. */
  readonly place: Place;
}

/** Those that are subvolumes already come first. */
function foldersOf(context: FilesystemContext, places: readonly Place[]): Folder[] {
  const { needs } = context;
  const byPath = new Map<string, Need[]>();
  for (const one of needs.filter(wantsInPlace)) {
    const path = folderInPlace(one.path, needs, places);
    const asking = one.needs.filter(({ want }) => want.aspect === "copy-on-write");
    byPath.set(path, [...(byPath.get(path) ?? []), ...asking]);
  }
  for (const path of askedByOption(context)) if (!byPath.has(path)) byPath.set(path, []);
  const folders = [...byPath].flatMap(([path, asking]): Folder[] => {
    const place = placeOf(path, places);
    return place === undefined ? [] : [{ path, needs: asking, place }];
  });
  const rank = ({ place, path }: Folder): number => (place.mount !== undefined && place.path === path ? 0 : 1);
  return folders.sort((a, b) => rank(a) - rank(b) || (a.path < b.path ? -1 : 1));
}

/** Mounts that ask for `nodatacow`, which only the first mount could give: the wish is the user's own. */
function askedByOption({ mounts, effective, needs, choices, kernel }: FilesystemContext): string[] {
  if (choices.priority === "durability" || choices.priority === "space") return [];
  if (effective.state === undefined || !effective.state.datacow) return [];
  const asking = mounts.filter((mount) =>
    optionsOf(mount).some((option) => {
      const asked = askedBy(option, kernel);
      return asked?.setting === "datacow" && asked.value === "off";
    }),
  );
  return asking
    .map(({ mountpoint }) => mountpoint.value)
    .filter((path) => !isGeneral(path) && asking.length < mounts.length)
    .filter((path) => !needs.some((one) => isWithin(one.path, path)));
}

function planFolder(context: FilesystemContext, folder: Folder, places: readonly Place[]): Decision | NotDone {
  const { filesystem, choices, surroundings, wish, effective } = context;
  const { path, needs, place } = folder;
  const { lines } = surroundings.tmpfiles;
  const target = { subvolume: place.subvolume, path: insidePlace(path, place) };
  const done =
    isSetFor(path, foldersInPlace(lines), place.path) ||
    hookSets(filesystem, target, surroundings) ||
    (wish.compress === undefined && effective.state?.datacow === false);
  const running = choices.target === "running";
  if (!done) {
    const hindered = hindrance(context, folder, places);
    if (hindered !== undefined) return hindered;
  }
  const comment = commentFor(needs, place.path) ?? "Asked for without copy-on-write; no checksums or compression here.";
  const means: Change =
    surroundings.module === "yes"
      ? { kind: "tmpfiles", line: tmpfilesLine(path), comment: [running ? COMMENT_RUNNING : COMMENT_INSTALL] }
      : { kind: "hook", filesystem, subvolumePaths: [target] };
  const existing = context.places.includes(place) && place.path === path ? place.mount : undefined;
  const changes: Change[] = existing ? [{ kind: "comment", at: existing.object.at, lines: [comment] }, means] : [means];
  return decision(filesystem, {
    id: `no-copy-on-write:${path}`,
    kind: "no-copy-on-write",
    what: `No copy-on-write for ${path}`,
    comment,
    why: whyInPlace(needs),
    cost: running && !done ? `${COST} ${COST_RUNNING}` : COST,
    tools: toolsOf(needs),
    at: existing && (optionsOf(existing).find(({ name }) => name === "nodatacow")?.at ?? existing.object.at),
    path,
    changes: done ? [] : changes,
    steps: running && !done ? convertingSteps(path, writersOf(needs)) : [],
  });
}

const COMMENT_INSTALL = "Set while the directories are still empty, before the services start: new files inherit it.";
const COMMENT_RUNNING = "New files in these directories are written in place; older ones keep copy-on-write.";
const COST = "No checksums, no compression, and no repair from a second copy for these files.";
const COST_RUNNING = "Files that are there keep copy-on-write, and cannot share blocks with new ones.";

function whyInPlace(needs: readonly Need[]): Decision["why"] {
  const own =
    needs.length === 0
      ? [
          reason(
            "The file asks for `nodatacow` here, which btrfs takes for a whole filesystem, and from its first mount only.",
            MOUNT_OPTIONS,
          ),
        ]
      : [];
  return distinctReasons([
    ...needs.flatMap(({ reasons }) => reasons),
    ...own,
    reason("`+C` on an empty directory holds for every file that is made in it.", CHATTR),
  ]);
}

/** Why `+C` cannot be had there, or would come too late. */
function hindrance(
  context: FilesystemContext,
  { path, needs, place }: Folder,
  places: readonly Place[],
): NotDone | undefined {
  const { surroundings, choices, filesystem } = context;
  const what = `No copy-on-write for ${path}${namesOfTools(needs) && ` (${namesOfTools(needs)})`}`;
  const snippet = `systemd.tmpfiles.rules = [ "${tmpfilesLine(path)}" ];`;
  // What tools ask for was settled before; this is the file's own `nodatacow`.
  if (needs.length === 0 && isMirrored(filesystem)) {
    const because =
      "btrfs keeps several copies of the data, or may: without checksums it cannot tell the good one from a damaged one";
    return { what, because, sources: [MOUNT_OPTIONS.url] };
  }
  if (foldersWithCompression(surroundings.tmpfiles.lines).some((one) => isWithin(path, one) || isWithin(one, path))) {
    return {
      what,
      because: "a compression is set on the directory, and btrfs refuses both together",
      sources: [TMPFILES.url],
    };
  }
  const isRoot = places.some((one) => one.path === path);
  if (choices.target === "install" && !isRoot) {
    const because = `it brings less than one more subvolume costs, and inside ${place.path} the directory does not exist before the first file is written`;
    return { what, because, sources: [TMPFILES.url], snippet };
  }
  if (choices.target === "running" && surroundings.module !== "yes") {
    const why =
      surroundings.module === "no"
        ? "this file is no NixOS module"
        : "whether this file is a NixOS module is not known";
    return {
      what,
      because: `${why}, so nothing that is written here sets an attribute on a machine that runs; put the line into its configuration`,
      sources: [TMPFILES.url],
      snippet,
    };
  }
  return undefined;
}

/** The comment above the tmpfiles lines is the same for all of them. */
function sayOnce(decisions: readonly Decision[]): Decision[] {
  const said = new Set<string>();
  return decisions.map((one) => ({
    ...one,
    changes: one.changes.map((change): Change => {
      if (change.kind !== "tmpfiles") return change;
      const comment = change.comment.filter((line) => !said.has(line));
      for (const line of comment) said.add(line);
      return { ...change, comment };
    }),
  }));
}

/** Copy-on-write that stays on although a tool would be quicker without: by a rule that is told. */
function planKept(
  { filesystem, surroundings, places, choices }: FilesystemContext,
  { path, settled }: PathNeeds,
): Decision[] {
  const conflict = settled.find(({ kept, dropped }) => isInPlace(dropped) && !isInPlace(kept));
  if (conflict === undefined) return [];
  const { kept, dropped, rule } = conflict;
  const place = placeOf(path, places);
  const off = place !== undefined && isSetFor(path, foldersInPlace(surroundings.tmpfiles.lines), place.path);
  const tools = toolsOf([dropped, kept]);
  const name = namesOfTools([dropped]) || "Its data";
  const mount = place?.path === path ? place.mount : undefined;
  return [
    decision(filesystem, {
      id: `copy-on-write:${path}`,
      kind: "copy-on-write",
      what: off
        ? `Copy-on-write would be kept for ${path}; a tmpfiles line turns it off, and stays as it is`
        : `Copy-on-write stays on for ${path}`,
      why: [{ text: rule, source: (kept.reasons[0] ?? dropped.reasons[0])?.source ?? CHATTR }, ...kept.reasons],
      cost: `${name} is written in more and smaller pieces than without.`,
      tools,
      at: mount?.object.at,
      path,
      changes: [],
      contradicted:
        off && (isCertainlyMirrored(filesystem) || (choices.priority === "durability" && choices.chosen.priority)),
    }),
  ];
}

function isInPlace({ want }: Need): boolean {
  return want.aspect === "copy-on-write" && want.value === "off";
}
