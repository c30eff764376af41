/** How many copies a btrfs keeps, and on how many devices, as its mkfs.btrfs makes it. */
import type { BtrfsFilesystem } from "../disko/layout.ts";
import { lastValue, type MkfsCommand, mkfsCommand } from "./mkfs-command.ts";
import { LEAST_DEVICES } from "./mkfs-options.ts";

export interface ProfileGiven {
  readonly of: "data" | "metadata";
  /** In lower case, one of those there are. */
  readonly profile: string;
  readonly word: NonNullable<ReturnType<typeof lastValue>>["word"];
}

/** The profiles that are asked for; those that do not exist are left out. */
export function profilesGiven(command: MkfsCommand): readonly ProfileGiven[] {
  return (["data", "metadata"] as const).flatMap((of) => {
    const value = lastValue(command, of);
    const profile = value?.text.toLowerCase();
    return value === undefined || profile === undefined || !LEAST_DEVICES.has(profile)
      ? []
      : [{ of, profile, word: value.word }];
  });
}

/** Devices, its own included, each counted once; at most that many where its own is not known. Undefined: some are not known. */
export function deviceCount(filesystem: BtrfsFilesystem): number | undefined {
  const command = mkfsCommand(filesystem);
  if (!command?.complete) return undefined;
  const others = new Set(command.devices.map(({ text }) => text));
  others.delete(filesystem.device ?? "");
  return others.size + 1;
}

/** Failed devices that a profile survives. https://btrfs.readthedocs.io/en/latest/mkfs.btrfs.html#profiles */
const SURVIVES: ReadonlyMap<string, number> = new Map([
  ["single", 0],
  ["dup", 0],
  ["raid0", 0],
  ["raid1", 1],
  ["raid10", 1],
  ["raid5", 1],
  ["raid6", 2],
  ["raid1c3", 2],
  ["raid1c4", 3],
]);

/** How many devices may fail before data of the profile is lost. */
export function survivedFailures(profile: string): number {
  return SURVIVES.get(profile) ?? 0;
}

const MIRRORED: readonly string[] = ["raid1", "raid1c3", "raid1c4", "raid10", "dup"];

/** The profile of the data, where btrfs itself certainly keeps several copies of it. */
export function mirroredProfile(filesystem: BtrfsFilesystem): ProfileGiven | undefined {
  const command = mkfsCommand(filesystem);
  if (!command?.complete) return undefined;
  return profilesGiven(command).find(({ of, profile }) => of === "data" && MIRRORED.includes(profile));
}
