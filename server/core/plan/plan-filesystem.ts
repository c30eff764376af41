/** The plan for one filesystem: its parts in the order they are told, and what the whole comes to. */
import { writeCompression } from "../mounts/fold.ts";
import { foldersInPlace } from "./copy-on-write-off.ts";
import type { FilesystemContext } from "./filesystem-context.ts";
import { accessTimeOf, optionFrom, optionsAfter } from "./option-text.ts";
import type { Change, Decision, NotDone, PromisedFilesystem } from "./plan.ts";
import { planCopyOnWrite } from "./plan-copy-on-write.ts";
import { planOptions } from "./plan-options.ts";
import { planSubvolumes } from "./plan-subvolumes.ts";

export interface FilesystemPlan {
  readonly decisions: readonly Decision[];
  readonly notDone: readonly NotDone[];
  readonly promise: PromisedFilesystem;
}

export function planFilesystem(context: FilesystemContext): FilesystemPlan {
  const options = planOptions(context);
  const subvolumes = planSubvolumes(context, options.decisions);
  const created = subvolumes.decisions.some(({ byDefault }) => byDefault) ? subvolumes.places : [];
  const copyOnWrite = planCopyOnWrite(context, created);
  const means = copyOnWrite.decisions.flatMap(({ changes }) => changes.map(({ kind }) => kind));
  const byTmpfiles = means.includes("tmpfiles") || foldersInPlace(context.surroundings.tmpfiles.lines).length > 0;
  // Also by a hook that stands there already: the comment above the subvolumes stays the same.
  const byHook = !byTmpfiles && copyOnWrite.decisions.some(({ kind }) => kind === "no-copy-on-write");
  const decisions = [
    ...withComment(context, options.decisions, byTmpfiles, byHook),
    ...copyOnWrite.decisions,
    ...subvolumes.decisions,
  ];
  return { decisions, notDone: [...options.notDone, ...copyOnWrite.notDone], promise: promiseOf(context, decisions) };
}

/** Above all subvolumes it is said once why they ask for the same; one mount alone needs no such word. */
function withComment(
  { filesystem, mounts, layout }: FilesystemContext,
  decisions: readonly Decision[],
  byTmpfiles: boolean,
  byHook: boolean,
): Decision[] {
  const at = filesystem.object.attributes.get("subvolumes")?.key;
  const first = decisions.find(({ kind, changes }) => kind !== "access-time" && changes.length > 0);
  if (first === undefined || mounts.length < 2 || at === undefined) return [...decisions];
  // The lines are written into the file of the layout; its subvolumes may stand in another one.
  const tmpfiles = at.path === layout.path ? "see systemd.tmpfiles below" : "see systemd.tmpfiles";
  const where = byTmpfiles ? tmpfiles : "see postCreateHook";
  const lines = [
    "btrfs takes compression and copy-on-write from the first mount only: every subvolume asks",
    byTmpfiles || byHook ? `for the same, and exceptions are directory attributes (${where}).` : "for the same.",
  ];
  const comment: Change = { kind: "comment", at, lines };
  return decisions.map((one) => (one === first ? { ...one, changes: [comment, ...one.changes] } : one));
}

function promiseOf(
  { filesystem, mounts, wish }: FilesystemContext,
  decisions: readonly Decision[],
): PromisedFilesystem {
  const changes = decisions.filter(({ byDefault }) => byDefault).flatMap((one) => one.changes);
  const options = changes.flatMap((change) => (change.kind === "options" ? [change] : []));
  const [first] = mounts;
  const added = changes.flatMap((change) => {
    if (change.kind !== "subvolume" || first === undefined) return [];
    const written = change.options.map((text) => optionFrom(text, first));
    return [{ mountpoint: change.mountpoint, noatime: accessTimeOf(written)?.name === "noatime" }];
  });
  const kept = mounts.map((mount) => ({
    mountpoint: mount.mountpoint.value,
    noatime: accessTimeOf(optionsAfter(mount, options))?.name === "noatime",
  }));
  return {
    device: filesystem.device ?? filesystem.name,
    compress: writeCompression(wish.state.compress),
    datacow: wish.state.datacow,
    mounts: [...kept, ...added],
  };
}
