/** Decisions on new subvolumes. On a machine that runs each is the user's to take: a new mount hides what lies below it. */
import type { Need } from "../stack/need.ts";
import { chooseSubvolumes, wantsInPlace } from "./choose-subvolumes.ts";
import { commentFor, toolsOf, writersOf } from "./describe-needs.ts";
import { decision, type FilesystemContext } from "./filesystem-context.ts";
import { movingSteps } from "./migration-steps.ts";
import { nameSubvolumes } from "./name-subvolumes.ts";
import { accessTimeOf, optionsAfter, setsSomething } from "./option-text.ts";
import { isWithin } from "./paths.ts";
import { insidePlace, type Place, placeOf } from "./places.ts";
import type { Change, Decision } from "./plan.ts";
import { distinctReasons, reason, SUBVOLUMES } from "./sources.ts";

export interface NewSubvolumes {
  readonly decisions: readonly Decision[];
  /** Where they will be, when all of them are made. */
  readonly places: readonly Place[];
}

/** `before`: the decisions on options, so that a new mount asks for the same as the first. */
export function planSubvolumes(context: FilesystemContext, before: readonly Decision[]): NewSubvolumes {
  const { needs, places, choices, toolstack, filesystem, wish } = context;
  // One that is made for a single purpose stays in one piece.
  if (wish.compress === undefined) return { decisions: [], places: [] };
  const cuts = chooseSubvolumes(needs, places, choices, toolstack.snapshots).map(({ path }) => path);
  const served = cuts.map((path): Served => ({ path, needs: needsBelow(path, cuts, context) }));
  const inOrder = served.sort((a, b) => rank(a) - rank(b) || (a.path < b.path ? -1 : 1));
  const names = nameSubvolumes(
    filesystem,
    inOrder.map(({ path }) => path),
  );
  const options = optionsOfNew(context, before);
  const named = inOrder.map((one, index) => ({ ...one, name: names[index] ?? one.path }));
  return {
    decisions: named.map((one) => planOne(context, one, options)),
    places: named.map(({ path, name }) => ({ path, subvolume: name.replace(/^\/+/, ""), mount: undefined })),
  };
}

interface Served {
  readonly path: string;
  /** What asks for the subvolume. */
  readonly needs: readonly Need[];
}

function needsBelow(path: string, cuts: readonly string[], { needs, places }: FilesystemContext): Need[] {
  const deeper = [...cuts, ...places.map((place) => place.path)].filter((one) => one !== path && isWithin(one, path));
  return needs
    .filter((one) => isWithin(one.path, path) && !deeper.some((cut) => isWithin(one.path, cut)))
    .flatMap((one) => one.needs)
    .filter(({ want }) => want.aspect === "snapshots" || (want.aspect === "copy-on-write" && want.value === "off"));
}

/** Files written in place first, then what tools ask for, then what belongs to every system. */
function rank({ needs }: Served): number {
  if (needs.some(({ want }) => want.aspect === "copy-on-write")) return 0;
  return toolsOf(needs).length > 0 ? 1 : 2;
}

/** The filesystem-wide options of the first mount as they will be, and `noatime` where it is wanted or everywhere. */
function optionsOfNew({ mounts, kernel, noatime }: FilesystemContext, before: readonly Decision[]): string[] {
  const changes = before.flatMap((one) => one.changes).flatMap((change) => (change.kind === "options" ? [change] : []));
  const after = mounts.map((mount) => optionsAfter(mount, changes));
  const without = noatime || after.every((options) => accessTimeOf(options)?.name === "noatime");
  const [first = []] = after;
  const kept = first.filter((option) => setsSomething(option, kernel) || (without && option.name === "noatime"));
  const texts = kept.map(({ text }) => text);
  return without && !texts.includes("noatime") ? [...texts, "noatime"] : texts;
}

function planOne(
  context: FilesystemContext,
  { path, needs, name }: Served & { readonly name: string },
  options: readonly string[],
): Decision {
  const { filesystem, choices, places, mounts } = context;
  const running = choices.target === "running";
  const place = placeOf(path, places);
  const above = place?.path ?? "/";
  const comment = commentFor(needs, above);
  const change: Change = {
    kind: "subvolume",
    filesystem,
    name,
    mountpoint: path,
    options,
    comment: comment === undefined ? [] : [comment],
  };
  const inPlace = context.needs.filter((one) => isWithin(one.path, path)).some(wantsInPlace);
  return decision(filesystem, {
    id: `subvolume:${path}`,
    kind: "subvolume",
    what: `A subvolume of its own for ${path}: ${name}`,
    comment,
    why: distinctReasons([
      ...needs.flatMap(({ reasons }) => reasons),
      reason("A snapshot of a subvolume ends where another subvolume begins.", SUBVOLUMES),
    ]),
    cost: running
      ? "One more mount, and the data has to be moved before the next boot."
      : `One more mount; a snapshot of ${above} no longer holds ${path}.`,
    tools: toolsOf(needs),
    path,
    changes: [change],
    byDefault: !running,
    addsMount: true,
    steps: running
      ? movingSteps({
          path,
          subvolume: name,
          from: [place?.subvolume, place && insidePlace(path, place)].filter(Boolean).join("/"),
          device: filesystem.device,
          besides: mounts[0]?.mountpoint.value ?? "/",
          noCopyOnWrite: inPlace,
          writers: writersOf(needs),
        })
      : [],
  });
}
