/**
 * What an option list comes to: the kernel reads it from left to right, and some options undo others. Filesystem-wide
 * settings only; it follows btrfs_parse_param() of fs/btrfs/super.c and agrees with every list that was measured.
 */
import type { KernelVersion } from "../settings.ts";
import type { FilesystemState } from "./effective.ts";
import type { MountOption } from "./mount-option.ts";
import { readValue } from "./option-values.ts";
import { describeOption, MEASURED_KERNEL, type OptionDescription, spellingOf } from "./vocabulary.ts";

/** One option as the kernel understands it: `compress` → `zstd:3`, `datacow` → `off`. */
export interface Asked {
  readonly setting: string;
  readonly value: string;
  readonly description: OptionDescription;
}

type Piece = Pick<MountOption, "name" | "value">;

/** What `option` asks for; undefined for names nobody knows and values the kernel refuses. */
export function askedBy(option: Piece, kernel: KernelVersion = MEASURED_KERNEL): Asked | undefined {
  const description = describeOption(option.name);
  const spelling = spellingOf(option.name);
  if (description === undefined || spelling === undefined) return undefined;
  const read = readValue(spelling.value, option.value, kernel);
  if (read.kind === "bad") return undefined;
  return { setting: description.setting, value: spelling.sets ?? read.value, description };
}

/** Nothing asked for: the kernel's defaults. */
const DEFAULT_STATE: FilesystemState = { compress: "off", datacow: true, datasum: true, others: new Map() };

/** The filesystem-wide settings that `options` come to on the mount that decides. */
export function foldOptions(options: readonly Piece[], kernel: KernelVersion = MEASURED_KERNEL): FilesystemState {
  return options.reduce((state, option) => {
    const asked = askedBy(option, kernel);
    return asked?.description.scope === "filesystem" ? apply(state, asked, option.name) : state;
  }, DEFAULT_STATE);
}

/** More options under conditions than this are not tried out one by one. */
const MOST_CONDITIONS = 6;

/**
 * As `foldOptions` where some options stand under conditions that are not known: tries all ways these may turn out.
 * Undefined where that changes how data is stored; other settings that it changes are `unsure`.
 */
export function foldConditional(
  options: readonly (Piece & Pick<MountOption, "certain">)[],
  kernel: KernelVersion = MEASURED_KERNEL,
): FilesystemState | undefined {
  const doubtful = options.filter((option) => !option.certain && mayBeFilesystemWide(option, kernel));
  if (doubtful.length === 0) return foldOptions(options, kernel);
  if (doubtful.length > MOST_CONDITIONS) return undefined;
  const outcomes = Array.from({ length: 2 ** doubtful.length }, (_, chosen) => {
    const left = new Set(doubtful.filter((_option, index) => (chosen & (1 << index)) === 0));
    return foldOptions(
      options.filter((option) => !left.has(option)),
      kernel,
    );
  });
  return commonState(outcomes);
}

/**
 * What one of several states comes to, and it is not known which. Undefined where they store data differently; other
 * settings in which they differ are `unsure`.
 */
export function commonState(outcomes: readonly FilesystemState[]): FilesystemState | undefined {
  const [first = DEFAULT_STATE] = outcomes;
  const settings = new Set(outcomes.flatMap(({ others }) => [...others.keys()]).concat(STORAGE_SETTINGS));
  const unsure = [...settings].filter((one) =>
    outcomes.some((state) => settingIn(state, one) !== settingIn(first, one)),
  );
  if (STORAGE_SETTINGS.some((setting) => unsure.includes(setting))) return undefined;
  const others = new Map([...first.others].filter(([setting]) => !unsure.includes(setting)));
  return { ...first, others, unsure: new Set([...unsure, ...outcomes.flatMap((one) => [...(one.unsure ?? [])])]) };
}

/** Settings that decide how the data itself is stored. */
export const STORAGE_SETTINGS: readonly string[] = ["compress", "datacow", "datasum"];

function mayBeFilesystemWide(option: Piece, kernel: KernelVersion): boolean {
  return askedBy(option, kernel)?.description.scope === "filesystem";
}

function apply(state: FilesystemState, { setting, value }: Asked, name: string): FilesystemState {
  switch (setting) {
    case "compress": {
      const compress = compressionOf(value, name === "compress-force");
      return compress === "off" ? { ...state, compress } : { ...state, compress, datacow: true, datasum: true };
    }
    case "datacow":
      if (value === "on") return { ...state, datacow: true };
      return { ...state, compress: "off", datacow: false, datasum: false };
    case "datasum":
      return value === "on" ? { ...state, datacow: true, datasum: true } : { ...state, datasum: false };
    default:
      return { ...state, others: applyOther(state.others, setting, value) };
  }
}

function applyOther(others: ReadonlyMap<string, string>, setting: string, value: string): ReadonlyMap<string, string> {
  const result = new Map(others);
  if (setting === "rescue") {
    result.set("rescue", [...new Set([...(others.get("rescue")?.split(":") ?? []), ...rescueParts(value)])].join(":"));
  } else if (setting === "norecovery" || setting === "nologreplay") {
    return applyOther(others, "rescue", "nologreplay");
  } else result.set(setting, value);
  if (setting === "ssd_spread" && value === "on") result.set("ssd", "on");
  if (setting === "ssd" && value === "off") result.set("ssd_spread", "off");
  return result;
}

function rescueParts(value: string): string[] {
  if (value !== "all") return [value];
  return ["nologreplay", "ignorebadroots", "ignoredatacsums", "ignoremetacsums", "ignoresuperflags"];
}

/** `zstd:3` → algorithm and level; `no` → off. */
export function compressionOf(value: string, force: boolean): FilesystemState["compress"] {
  const [algorithm, level] = value.split(":");
  if (algorithm !== "zlib" && algorithm !== "zstd" && algorithm !== "lzo") return "off";
  return { algorithm, level: level === undefined ? undefined : Number(level), force };
}

/** As a user would write it: `compress=zstd:3`, `compress-force=lzo`, `compress=no`. */
export function writeCompression(compress: FilesystemState["compress"]): string {
  if (compress === "off") return "compress=no";
  const level = compress.level === undefined ? "" : `:${compress.level}`;
  return `${compress.force ? "compress-force" : "compress"}=${compress.algorithm}${level}`;
}

/** Whether new data is really compressed: without checksums btrfs does not, even where `compress` is shown. */
export function compresses(state: FilesystemState): boolean {
  return state.compress !== "off" && state.datacow && state.datasum;
}

/** A setting's value in `state`, with the default where it is the same on every machine; undefined: the kernel picks. */
export function settingIn(state: FilesystemState, setting: string): string | undefined {
  switch (setting) {
    case "compress":
      return writeCompression(state.compress);
    case "datacow":
      return state.datacow ? "on" : "off";
    case "datasum":
      return state.datasum ? "on" : "off";
    default:
      return state.others.get(setting) ?? describeOption(setting)?.defaultValue;
  }
}

/** Whether two states come to the same on every machine. */
export function sameState(a: FilesystemState, b: FilesystemState): boolean {
  if ((a.unsure?.size ?? 0) > 0 || (b.unsure?.size ?? 0) > 0) return false;
  return settingsOf(a, b).every((setting) => settingIn(a, setting) === settingIn(b, setting));
}

/** The settings in which two states certainly differ, those that say how data is stored first. */
export function differingSettings(a: FilesystemState, b: FilesystemState): string[] {
  return settingsOf(a, b).filter((setting) => {
    const [one, other] = [settingIn(a, setting), settingIn(b, setting)];
    // Where the kernel picks it may pick the same.
    if (one === undefined || other === undefined || one === other) return false;
    return !a.unsure?.has(setting) && !b.unsure?.has(setting);
  });
}

function settingsOf(a: FilesystemState, b: FilesystemState): string[] {
  return [...new Set([...STORAGE_SETTINGS, ...a.others.keys(), ...b.others.keys()])];
}
