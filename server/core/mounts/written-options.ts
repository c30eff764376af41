/**
 * Mount options by the place they are written at. One list may serve several mounts through `let` or a function: a
 * finding is said once, and an edit must be right for all of them.
 */
import type { Mount, OptionEntry } from "../disko/layout.ts";
import { enumerate } from "../text/enumerate.ts";
import type { Location } from "../text/span.ts";
import { type MountOption, optionsOf } from "./mount-option.ts";

export interface WrittenOption {
  readonly option: MountOption;
  /** Every mount that takes it from this place. */
  readonly mounts: readonly Mount[];
}

export interface WrittenEntry {
  readonly entry: OptionEntry;
  readonly mounts: readonly Mount[];
}

/** Nearly every rule of mount options asks for those of the same layout. */
const written = new WeakMap<readonly Mount[], readonly WrittenOption[]>();

/** The options of all `mounts`, each place once; what disko adds by itself is left out. */
export function writtenOptions(mounts: readonly Mount[]): readonly WrittenOption[] {
  const before = written.get(mounts);
  if (before !== undefined) return before;
  const options = byPlace(
    mounts,
    optionsOf,
    (option) => `${placeKey(option.at)} ${placeKey(option.entry.at)} ${option.text}`,
  ).map(({ one, mounts }) => ({ option: one, mounts }));
  written.set(mounts, options);
  return options;
}

const entries = new WeakMap<readonly Mount[], readonly WrittenEntry[]>();

/** The elements of all lists, each place once. */
export function writtenEntries(mounts: readonly Mount[]): readonly WrittenEntry[] {
  const before = entries.get(mounts);
  if (before !== undefined) return before;
  const all = byPlace(
    mounts,
    ({ options }) => options.entries,
    (entry) => `${placeKey(entry.at)} ${entry.value}`,
  ).map(({ one, mounts }) => ({ entry: one, mounts }));
  entries.set(mounts, all);
  return all;
}

function byPlace<T>(
  mounts: readonly Mount[],
  of: (mount: Mount) => readonly T[],
  key: (one: T) => string,
): { one: T; mounts: readonly Mount[] }[] {
  const found = new Map<string, { one: T; mounts: Set<Mount> }>();
  for (const mount of mounts.filter(({ options }) => options.written)) {
    for (const one of of(mount)) {
      const place = key(one);
      const group = found.get(place) ?? { one, mounts: new Set() };
      group.mounts.add(mount);
      found.set(place, group);
    }
  }
  return [...found.values()].map(({ one, mounts }) => ({ one, mounts: [...mounts] }));
}

/** Two places with the same key are the same source. */
export function placeKey({ path, span }: Location): string {
  return `${path}:${span.start}-${span.end}`;
}

export function isOnBtrfs({ fsType }: Mount): boolean {
  return fsType === "btrfs";
}

/** For messages: `@`, `@ and @home`, `@, @home and @nix`. */
export function namesOf(mounts: readonly Mount[]): string {
  return enumerate([...new Set(mounts.map(({ name }) => name))], "and");
}
