/** Decisions on mount options: compression, the same options everywhere, access times. */
import { optionsOf } from "../mounts/mount-option.ts";
import { namesOf } from "../mounts/written-options.ts";
import type { Need } from "../stack/need.ts";
import { ACCESS_TIME } from "../stack/need-weights.ts";
import { enumerate } from "../text/enumerate.ts";
import { alignOthers, alignStorage, type OptionChange } from "./align-options.ts";
import { toolsOf } from "./describe-needs.ts";
import { decision, type FilesystemContext, type Part, placeOfMount } from "./filesystem-context.ts";
import { accessTimeOf } from "./option-text.ts";
import { isWithin } from "./paths.ts";
import { mountOf } from "./places.ts";
import type { Decision, NotDone } from "./plan.ts";
import { COMPRESSION, distinctReasons, MOUNT, MOUNT_OPTIONS, reason } from "./sources.ts";

export function planOptions(context: FilesystemContext): Part {
  const compression = planCompression(context);
  const identical = planIdentical(context);
  const access = planAccessTime(context);
  return {
    decisions: [...compression, ...identical, ...access.decisions],
    notDone: access.notDone,
  };
}

function planCompression(context: FilesystemContext): Decision[] {
  const { filesystem, mounts, wish, kernel, label, choices, effective } = context;
  const { compress } = wish;
  if (compress === undefined) return [];
  const changes = mounts.flatMap((mount) => alignStorage(mount, wish, kernel));
  const turnedOff = effective.state !== undefined && !(effective.state.datacow && effective.state.datasum);
  const asking = needsFor(context, ({ want }) => want.aspect === "compression" && want.value === "on");
  const costs = [
    COMPRESSION_COST[choices.priority],
    ...(choices.target === "running" && changes.length > 0
      ? ["Files that are there stay as they are until they are written anew."]
      : []),
    ...(turnedOff ? ["Copy-on-write and checksums come back for the whole filesystem."] : []),
  ];
  return [
    decision(filesystem, {
      id: `compression:${label}`,
      kind: "compression",
      what: `\`${compress}\` on every mount of ${label}`,
      why: distinctReasons([
        reason(
          "btrfs has one compression for a whole filesystem: the options of the mount that comes first hold, and later mounts cannot change them.",
          MOUNT_OPTIONS,
        ),
        COMPRESSION_REASON[choices.priority],
        ...asking.flatMap(({ reasons }) => reasons),
      ]),
      cost: costs.join(" "),
      tools: toolsOf(asking),
      at: firstPlace(changes),
      changes,
    }),
  ];
}

const COMPRESSION_REASON = {
  performance: reason("Level 1 is the quickest of zstd's levels that still compress well.", COMPRESSION),
  balanced: reason("zstd compresses well at a speed that a disk rarely exceeds.", COMPRESSION),
  durability: reason("Compressed data has checksums like any other, and fewer blocks to lose.", COMPRESSION),
  space: reason(
    "Levels 4 to 8 of zstd are slower and make files smaller; above that they hardly shrink more.",
    COMPRESSION,
  ),
} as const;

const COMPRESSION_COST = {
  performance: "Some processor time, and files a little larger than with higher levels.",
  balanced: "Some processor time when files are written and read.",
  durability: "Some processor time when files are written and read.",
  space: "Writing takes clearly more processor time.",
} as const;

function planIdentical(context: FilesystemContext): Decision[] {
  const { filesystem, mounts, wish, kernel, label, effective } = context;
  const changes = mounts.flatMap((mount) => alignOthers(mount, wish, kernel));
  if (changes.length === 0 && (wish.others.length === 0 || mounts.length < 2)) return [];
  const gone = [
    ...new Set(changes.filter(({ add }) => add === undefined).flatMap(({ remove }) => remove.map(({ text }) => text))),
  ];
  const parts = [
    ...(wish.others.length > 0 ? [`${quoted(wish.others)} on every mount of ${label}`] : []),
    ...(gone.length > 0 ? [`no ${quoted(gone)} where it does nothing`] : []),
  ];
  const known =
    effective.decider === undefined
      ? "most mounts ask for it"
      : `${effective.decider.name} asks for it and is mounted first`;
  return [
    decision(filesystem, {
      id: `identical-options:${label}`,
      kind: "identical-options",
      what: upperFirst(parts.join(", ")),
      why: [
        reason(
          "These options belong to the whole filesystem: those of the mount that comes first hold, and later mounts cannot change them.",
          MOUNT_OPTIONS,
        ),
        ...(wish.others.length > 0 ? [reason(`${upperFirst(quoted(wish.others))}: ${known}.`, MOUNT_OPTIONS)] : []),
      ],
      cost: "Nothing.",
      at: firstPlace(changes),
      changes,
    }),
  ];
}

function planAccessTime(context: FilesystemContext): Part {
  const { filesystem, mounts, label } = context;
  const asking = needsFor(context, ({ want }) => want.aspect === "access-time");
  if (!context.noatime) return { decisions: [], notDone: [] };
  const written = mounts.map((mount) => ({ mount, option: accessTimeOf(optionsOf(mount)) }));
  const other = written.filter(({ option }) => option !== undefined && option.name !== "noatime");
  const changes = written
    .filter(({ option }) => option === undefined)
    .map(({ mount }): OptionChange => ({ kind: "options", mount, remove: [], add: "noatime" }));
  const notDone: NotDone[] = other.map(({ mount, option }) => ({
    what: `\`noatime\` on ${mount.name}`,
    because: `the file asks for \`${option?.text}\` there, so somebody may want access times`,
    sources: [MOUNT.url],
    snippet: `"noatime"`,
  }));
  if (other.length === mounts.length) return { decisions: [], notDone };
  return {
    decisions: [
      decision(filesystem, {
        id: `access-time:${label}`,
        kind: "access-time",
        what:
          other.length === 0
            ? `\`noatime\` on every mount of ${label}`
            : `\`noatime\` on ${namesOf(mounts.filter((mount) => !other.some((one) => one.mount === mount)))}`,
        why: distinctReasons([
          reason(
            "Without it reading a file writes its access time, and on btrfs every such write copies metadata.",
            MOUNT_OPTIONS,
          ),
          ...asking.flatMap(({ reasons }) => reasons),
        ]),
        cost: "No access times: a program that looks for files not read for long finds none.",
        tools: toolsOf(changes.length === 0 ? asking : readThrough(context, changes)),
        at: firstPlace(changes),
        changes,
      }),
    ],
    notDone,
  };
}

/**
 * NixOS mounts the store read-only over itself, and reading through such a mount writes no access times: Nix alone is no
 * reason. https://github.com/NixOS/nixpkgs/blob/master/nixos/modules/system/boot/stage-2-init.sh
 */
const READ_ONLY = "/nix";

/**
 * Who reads many files through one of the mounts that change: nobody does where a swap file lies, and of a cache it is only
 * known where its files are known to be small and mostly read.
 */
function readThrough({ needs, layout }: FilesystemContext, changes: readonly OptionChange[]): Need[] {
  return needs
    .filter(({ path }) => !isWithin(path, READ_ONLY))
    .filter(({ path }) => changes.some(({ mount }) => mount === mountOf(path, layout)))
    .flatMap((one) => one.needs.filter(({ want }) => want.aspect === "access-time"))
    .filter(({ role, weight }) => role === "store" || weight >= ACCESS_TIME.smallFiles);
}

function needsFor({ needs }: FilesystemContext, wanted: (need: Need) => boolean): Need[] {
  return needs.flatMap((one) => one.needs.filter(wanted));
}

function firstPlace(changes: readonly OptionChange[]): Decision["at"] {
  const [first] = changes;
  return first && (first.remove[0]?.at ?? placeOfMount(first.mount));
}

function quoted(texts: readonly string[]): string {
  return enumerate(
    texts.map((text) => `\`${text}\``),
    "and",
  );
}

function upperFirst(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
