/**
 * Options of btrfs mounts that ask for what holds anyway, on every supported kernel and on a filesystem as disko makes it.
 * What the kernel finds out by looking at the device (`ssd`, `discard=async`) is not among them: written out it holds where
 * the device says something else. Nor is `relatime`: a remount without it keeps what held before.
 */
import type { Mount } from "../disko/layout.ts";
import type { KernelVersion } from "../settings.ts";
import { checkOption } from "./check-option.ts";
import type { EffectiveFilesystem } from "./effective.ts";
import { askedBy, foldOptions, sameState, settingIn } from "./fold.ts";
import { mkfsArguments } from "./mkfs-arguments.ts";
import { type MountOption, optionsOf } from "./mount-option.ts";
import { describeOption } from "./vocabulary.ts";

export type Redundant =
  /** `defaults` beside others: mount(8) takes it for nothing at all. */
  | { readonly kind: "defaults" }
  /** Asks for the default. */
  | { readonly kind: "default" }
  /** Another option of the same list includes it. */
  | { readonly kind: "covered"; readonly by: MountOption };

/** What `defaults` stands for (mount(8)), as far as it is neither btrfs' own nor undone by another option. */
const DEFAULT_FLAGS: ReadonlySet<string> = new Set(["rw", "suid", "dev", "exec", "auto", "nouser"]);
/** They imply `noexec`, `nosuid` or `nodev`, which `exec` and the like take back. */
const IMPLY_FLAGS: ReadonlySet<string> = new Set(["user", "users", "owner", "group"]);

const COVERED_BY: Readonly<Record<string, string>> = {
  nodiratime: "noatime",
  ssd: "ssd_spread",
  nodatasum: "nodatacow",
};

/** Says more than "no": it is a decision, and other rules speak of it. */
const DECISIONS: ReadonlySet<string> = new Set(["compress"]);

/** Whether `option` of `mount` can go, and why: nothing would change in any boot phase. */
export function redundancyOf(
  option: MountOption,
  mount: Mount,
  filesystem: EffectiveFilesystem,
  kernel?: KernelVersion,
): Redundant | undefined {
  const all = optionsOf(mount);
  if (!isKnownForSure(mount) || checkOption(option, kernel).kind !== "ok") return undefined;
  const others = all.filter((other) => other !== option);
  if (option.text === "defaults") return others.length > 0 ? { kind: "defaults" } : undefined;
  const coveredBy = others.find(({ text }) => text === COVERED_BY[option.text]);
  if (coveredBy !== undefined && isCovered(option, all)) return { kind: "covered", by: coveredBy };
  const { setting } = describeOption(option.name) ?? {};
  if (setting === undefined || others.some((other) => describeOption(other.name)?.setting === setting))
    return undefined;
  if (DEFAULT_FLAGS.has(option.text)) {
    return others.some(({ name }) => IMPLY_FLAGS.has(name)) ? undefined : { kind: "default" };
  }
  return isDefaultEverywhere(option, filesystem) ? { kind: "default" } : undefined;
}

function isKnownForSure({ options, object }: Mount): boolean {
  return options.complete && !object.conditional && options.entries.every(({ certain }) => certain);
}

function isCovered(option: MountOption, all: readonly MountOption[]): boolean {
  if (option.text === "nodiratime") return all.every(({ name }) => name !== "strictatime" && name !== "diratime");
  return changesNothing(option, all);
}

function changesNothing(option: MountOption, all: readonly MountOption[]): boolean {
  return sameState(foldOptions(all), foldOptions(all.filter((other) => other !== option)));
}

/**
 * A remount of any mount names its options to the whole filesystem, so a default is redundant only where no mount asks for
 * something else.
 */
function isDefaultEverywhere(option: MountOption, filesystem: EffectiveFilesystem): boolean {
  const asked = askedBy(option);
  if (asked?.description.scope !== "filesystem" || DECISIONS.has(asked.setting)) return false;
  const { setting, description } = asked;
  if (description.defaultValue === undefined || asked.value !== description.defaultValue) return false;
  const known = defaults.get(filesystem) ?? new Map<string, boolean>();
  defaults.set(filesystem, known);
  const is = known.get(setting) ?? isLeftAlone(setting, description.defaultValue, filesystem);
  known.set(setting, is);
  return is;
}

/** It looks at all mounts, and each of them may ask. */
const defaults = new WeakMap<EffectiveFilesystem, Map<string, boolean>>();

function isLeftAlone(setting: string, byDefault: string, { filesystem, mounts }: EffectiveFilesystem): boolean {
  if (!filesystem.complete || (setting === "space_cache" && !hasFreeSpaceTree(filesystem))) return false;
  return mounts.every(({ mount, options }) => {
    if (!mount.options.complete) return false;
    const asking = options.filter((one) => describeOption(one.name)?.setting === setting);
    // Compression and copy-on-write touch each other's settings: what repairs one of them is not redundant.
    const isDefault = settingIn(foldOptions(options), setting) === byDefault;
    return isDefault && asking.every((one) => askedBy(one)?.value === byDefault && changesNothing(one, options));
  });
}

/** As mkfs.btrfs makes it since 5.15, where nothing else is asked of it. */
function hasFreeSpaceTree(filesystem: EffectiveFilesystem["filesystem"]): boolean {
  const made = mkfsArguments(filesystem);
  return made?.every((argument) => !/free-space-tree|^-\w*[OR]|--(runtime-)?features/.test(argument)) ?? false;
}
