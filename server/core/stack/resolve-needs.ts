/**
 * Settles what contradicts itself at one path, by rules that a person can read. Copy-on-write, first rule that holds:
 *
 *     | where                                             | copy-on-write                                     |
 *     | ------------------------------------------------- | ------------------------------------------------- |
 *     | one side is a `must`                              | as it says                                        |
 *     | `space`, data that may shrink                     | on: compression needs it                          |
 *     | `durability`, state or images                     | on: checksums                                     |
 *     | mirrored devices, state or images                 | on: only checksums tell which copy is good        |
 *     | `performance`                                     | off, from weight 3                                |
 *     | snapshotted                                       | on: each snapshot copies the blocks all the same  |
 *     | not known whether snapshotted, `production`       | on: taken as snapshotted                          |
 *     | everything else                                   | off, from weight 5 in `development`, 7 in `production` |
 *
 * Then: what has no copy-on-write is not compressed; what must outlive a rollback is `kept`, whoever would exclude it.
 */
import type { Environment, Priority } from "../settings.ts";
import type { Need, PathNeeds, Settled, Want } from "./need.ts";

export interface Circumstances {
  readonly priority: Priority;
  readonly environment: Environment;
  /** Whether the subvolume that `path` will lie in is snapshotted; undefined: not known. */
  readonly snapshotted: (path: string) => boolean | undefined;
  /** Whether the filesystem of `path` keeps two copies of its data on different devices. */
  readonly mirrored: (path: string) => boolean;
}

/** From which weight copy-on-write is given up. */
const ENOUGH = { performance: 3, development: 5, production: 7 } as const;

/** In order of path; at most one need for each aspect of a path. */
export function resolveNeeds(needs: readonly Need[], circumstances: Circumstances): PathNeeds[] {
  const byPath = new Map<string, Need[]>();
  for (const need of needs) byPath.set(need.path, [...(byPath.get(need.path) ?? []), need]);
  return [...byPath]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, all]) => ({ path, user: all[0]?.user, ...settle(path, all, circumstances) }));
}

function settle(
  path: string,
  all: readonly Need[],
  circumstances: Circumstances,
): Pick<PathNeeds, "needs" | "settled"> {
  const find = (aspect: Want["aspect"], value: Want["value"]) => strongest(all, aspect, value);
  const compression = find("compression", "on") ?? find("compression", "indifferent");
  const accessTime = find("access-time", "off");
  const settled: Settled[] = [];

  /** Of two that exclude each other, the one that holds. */
  const choose = (
    first: Need | undefined,
    second: Need | undefined,
    rule: (first: Need, second: Need) => readonly [kept: Need, rule: string],
  ): Need | undefined => {
    if (!first || !second) return first ?? second;
    const [kept, why] = musts(first, second) ?? rule(first, second);
    settled.push({ kept, dropped: kept === first ? second : first, rule: why });
    return kept;
  };

  const copyOnWrite = choose(find("copy-on-write", "off"), find("copy-on-write", "on"), (off, on) => {
    const { value, rule } = copyOnWriteRule(path, off, compression, circumstances);
    return [value === "off" ? off : on, rule];
  });
  const snapshots = choose(find("snapshots", "kept"), find("snapshots", "excluded"), (kept) => [
    kept,
    "What must outlive a rollback is kept, whatever else lies beside it.",
  ]);

  const excludes = copyOnWrite?.want.value === "off" && compression?.want.value === "on";
  const stronger = excludes
    ? choose(copyOnWrite, compression, (off, on) =>
        circumstances.priority === "space"
          ? [on, "Under space, compression is worth more than fewer writes: it needs copy-on-write."]
          : [off, "Files without copy-on-write are not compressed."],
      )
    : undefined;
  const held = [copyOnWrite, compression].filter((need) => !excludes || need === stronger);
  return { needs: [...held, accessTime, snapshots].filter((need) => need !== undefined), settled };
}

/** The heaviest of its kind, a `must` before all; with the reasons of all. */
function strongest(all: readonly Need[], aspect: Want["aspect"], value: Want["value"]): Need | undefined {
  const [first, ...others] = all
    .filter(({ want }) => want.aspect === aspect && want.value === value)
    .sort((a, b) => (a.strength === b.strength ? b.weight - a.weight : a.strength === "must" ? -1 : 1));
  if (!first) return undefined;
  const reasons = [first, ...others].flatMap((need) => need.reasons);
  return { ...first, reasons: [...new Map(reasons.map((reason) => [reason.text, reason])).values()] };
}

function musts(first: Need, second: Need): readonly [Need, string] | undefined {
  if (first.strength === second.strength) return undefined;
  return [first.strength === "must" ? first : second, "What a tool cannot do without comes before what it gains from."];
}

function copyOnWriteRule(
  path: string,
  off: Need,
  compression: Need | undefined,
  { priority, environment, snapshotted, mirrored }: Circumstances,
): { readonly value: "on" | "off"; readonly rule: string } {
  const on = (rule: string) => ({ value: "on", rule }) as const;
  const precious = off.role === "state" || off.role === "image";

  if (priority === "space" && compression?.want.value !== "indifferent") {
    return on("Under space, compression is worth more than fewer writes: it needs copy-on-write.");
  }
  if (priority === "durability" && precious) {
    return on("Under durability, checksums are worth more than fewer writes.");
  }
  if (mirrored(path) && precious) {
    return on("On mirrored devices only checksums tell a good copy from a damaged one.");
  }
  if (priority === "performance") {
    if (off.weight < ENOUGH.performance) return on("The work is too light to give up checksums for it.");
    return { value: "off", rule: "Under performance, fewer writes are worth more than checksums." };
  }
  const taken = snapshotted(path);
  if (taken === true) {
    return on(
      "The path is snapshotted: each snapshot makes btrfs copy the blocks once more, so little would be gained.",
    );
  }
  if (taken === undefined && environment === "production") {
    return on("Whether the path is snapshotted is not known: in production checksums are then worth more.");
  }
  if (off.weight < ENOUGH[environment]) return on("The work is too light to give up checksums for it.");
  const where = taken === false ? "Without snapshots" : "As far as is known there are no snapshots:";
  return { value: "off", rule: `${where} fewer writes are worth more here than checksums.` };
}
