/**
 * The filesystem-wide options that all mounts of a btrfs shall ask for: one compression, by the priority, and what the
 * file asks for already. Not a word about the needs of single paths: those cannot be met by mount options.
 */
import type { Mount } from "../disko/layout.ts";
import type { EffectiveFilesystem, FilesystemState } from "../mounts/effective.ts";
import { askedBy, foldOptions, STORAGE_SETTINGS, settingIn, writeCompression } from "../mounts/fold.ts";
import { asWritten } from "../mounts/ignored-options.ts";
import { type MountOption, optionsOf } from "../mounts/mount-option.ts";
import type { KernelVersion, Priority } from "../settings.ts";
import { isTaken, optionFrom, setsSomething } from "./option-text.ts";

export interface OptionWish {
  /** What the filesystem shall come to. */
  readonly state: FilesystemState;
  /** `compress=zstd:1`; undefined where the filesystem is made to be without copy-on-write and stays so. */
  readonly compress: string | undefined;
  /** What else each mount has to ask for. */
  readonly others: readonly string[];
}

/** A compression that is in effect and suits the priority stays as it is, in the spelling of the file. */
export function chooseOptions(effective: EffectiveFilesystem, priority: Priority, kernel: KernelVersion): OptionWish {
  const mounts = effective.mounts.map(({ mount }) => mount);
  const others = otherOptions(effective, mounts, kernel);
  const [anyMount] = mounts;
  if (anyMount === undefined || isWithoutCopyOnWrite(effective)) {
    const state = effective.state ?? foldOptions([]);
    return { state, compress: undefined, others };
  }
  const compress = chooseCompression(effective, priority, kernel, (text) =>
    isTaken(optionFrom(text, anyMount), kernel),
  );
  const state = foldOptions(
    [compress, ...others].map((text) => optionFrom(text, anyMount)),
    kernel,
  );
  return { state, compress, others };
}

/** A filesystem of its own for one mount, with copy-on-write off as a whole: then that is what was wanted. */
function isWithoutCopyOnWrite({ mounts, state, filesystem }: EffectiveFilesystem): boolean {
  const [only, ...more] = mounts;
  if (only === undefined || more.length > 0 || !filesystem.complete || only.mount.mountpoint.value === "/")
    return false;
  return state !== undefined && (!state.datacow || !state.datasum);
}

/** Level that performance wants at most, and space at least. https://btrfs.readthedocs.io/en/latest/Compression.html */
const FASTEST_GOOD_LEVEL = 1;
/** Levels 4 to 8 are "slower with improved compression", above that files hardly shrink more: the middle. */
const SPACE_LEVEL = 6;
const DEFAULT_LEVEL = 3;

function chooseCompression(
  effective: EffectiveFilesystem,
  priority: Priority,
  kernel: KernelVersion,
  taken: (text: string) => boolean,
): string {
  const { deciding, mounts } = effective;
  const inEffect = compressionNow(effective, kernel);
  const now = inEffect === undefined || inEffect === "off" ? (compressionAsked(mounts, kernel) ?? inEffect) : inEffect;
  const writers = [...deciding.map(({ mount }) => mount), ...mounts.map(({ mount }) => mount)];
  if (now !== undefined && now !== "off" && suits(now, priority)) return spelledAs(writeCompression(now), writers);
  const force = now !== undefined && now !== "off" && now.force && priority === "space";
  const wanted =
    priority === "performance"
      ? [`compress=zstd:${FASTEST_GOOD_LEVEL}`]
      : priority === "space"
        ? [`${force ? "compress-force" : "compress"}=zstd:${SPACE_LEVEL}`]
        : [];
  return spelledAs([...wanted, "compress=zstd"].find(taken) ?? "compress=zstd", writers);
}

/** Compression as it is, whichever mount is first; undefined where that makes a difference. */
function compressionNow(
  { state, deciding, mounts }: EffectiveFilesystem,
  kernel: KernelVersion,
): FilesystemState["compress"] | undefined {
  if (state !== undefined) return state.compress;
  const possible =
    deciding.length > 0
      ? deciding.map((one) => one.state?.compress)
      : mounts.map(({ mount }) => foldOptions(optionsOf(mount), kernel).compress);
  const [first] = possible;
  if (first === undefined) return undefined;
  return possible.every((one) => one !== undefined && writeCompression(one) === writeCompression(first))
    ? first
    : undefined;
}

/** What all mounts want that say something of compression, where the first of them says nothing; undefined: not the same. */
function compressionAsked(
  mounts: EffectiveFilesystem["mounts"],
  kernel: KernelVersion,
): FilesystemState["compress"] | undefined {
  const [first, ...others] = mounts
    .filter(({ mount }) => optionsOf(mount).some((option) => askedBy(option, kernel)?.setting === "compress"))
    .map(({ mount }) => foldOptions(optionsOf(mount), kernel).compress);
  if (first === undefined) return undefined;
  return others.every((one) => writeCompression(one) === writeCompression(first)) ? first : undefined;
}

type Compression = Exclude<FilesystemState["compress"], "off">;

/** Whether what is in effect or asked for already is what `priority` would choose, or better. Else it is the user's choice. */
function suits({ algorithm, level = DEFAULT_LEVEL, force }: Compression, priority: Priority): boolean {
  switch (priority) {
    case "performance":
      return algorithm === "zstd" && level <= FASTEST_GOOD_LEVEL && !force;
    case "space":
      return algorithm === "zstd" && level >= SPACE_LEVEL;
    case "balanced":
    case "durability":
      return true;
    default:
      return priority satisfies never;
  }
}

/** The text by which the file asks for the same already, else `text`. */
function spelledAs(text: string, mounts: readonly Mount[]): string {
  const [anyMount] = mounts;
  if (anyMount === undefined) return text;
  const meaning = (option: MountOption): string => writeCompression(foldOptions([option]).compress);
  const wanted = meaning(optionFrom(text, anyMount));
  const written = mounts.flatMap(optionsOf).find((option) => {
    return askedBy(option)?.setting === "compress" && meaning(option) === wanted;
  });
  return written?.text ?? text;
}

/**
 * Settings beside storage that differ from the kernel's defaults. The deciding mount says them; where several may be
 * first, what most of them ask for.
 */
function otherOptions({ deciding }: EffectiveFilesystem, mounts: readonly Mount[], kernel: KernelVersion) {
  const deciders = deciding.length > 0 ? deciding.map(({ mount }) => mount) : mounts;
  const folded = deciders.map((mount) => ({ mount, state: foldOptions(optionsOf(mount), kernel) }));
  const texts: string[] = [];
  for (const setting of new Set(folded.flatMap((each) => [...each.state.others.keys()]))) {
    if (STORAGE_SETTINGS.includes(setting)) continue;
    const value = mostCommon(folded.map((each) => settingIn(each.state, setting)));
    const sample = folded.find((each) => settingIn(each.state, setting) === value)?.mount;
    if (value === undefined || sample === undefined) continue;
    const option = writtenFor(setting, value, sample, kernel) ?? optionFrom(asWritten(setting, value), sample);
    if (setsSomething(option, kernel)) texts.push(option.text);
  }
  return texts;
}

function writtenFor(setting: string, value: string, mount: Mount, kernel: KernelVersion): MountOption | undefined {
  return optionsOf(mount).findLast((option) => {
    const asked = askedBy(option, kernel);
    return asked?.setting === setting && asked.value === value;
  });
}

/** Of several as common, something that is asked for rather than nothing, then the first. */
function mostCommon(values: readonly (string | undefined)[]): string | undefined {
  const counts = new Map<string | undefined, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const most = Math.max(...counts.values());
  const winners = [...counts].filter(([, count]) => count === most).map(([value]) => value);
  return winners.find((value) => value !== undefined) ?? winners[0];
}
