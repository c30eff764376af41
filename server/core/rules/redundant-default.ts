import type { Mount } from "../disko/layout.ts";
import type { EffectiveFilesystem } from "../mounts/effective.ts";
import { type MountOption, optionsOf } from "../mounts/mount-option.ts";
import { type Redundant, redundancyOf } from "../mounts/redundant-options.ts";
import { namesOf, placeKey, type WrittenOption, writtenOptions } from "../mounts/written-options.ts";
import type { Fix } from "../text/finding.ts";
import { removeOption } from "./option-edits.ts";
import { defineRule, type RuleContext } from "./rule.ts";

/** Options that ask for what holds anyway. Said once for a filesystem, however many of its lists have them. */
export const redundantDefault = defineRule({
  code: "DSK215",
  name: "redundant-default",
  consequence: "redundant",
  needsWholeFiles: true,
  docs: {
    what: "A mount option asks for what holds anyway.",
    why: "It does no harm, and hides what the list is about. `defaults` stands for nothing at all beside other options, `noatime` covers folders, and a btrfs that disko makes has the free space tree, so `space_cache=v2` is in use by itself. What the kernel decides by looking at the device, such as `ssd` and `discard=async`, is not meant.",
    bad: `"@" = { mountpoint = "/"; mountOptions = [ "defaults" "compress=zstd" ]; };`,
    good: `"@" = { mountpoint = "/"; mountOptions = [ "compress=zstd" ]; };`,
    sources: [
      "https://man7.org/linux/man-pages/man8/mount.8.html#FILESYSTEM-INDEPENDENT_MOUNT_OPTIONS",
      "https://btrfs.readthedocs.io/en/latest/btrfs-man5.html#mount-options",
    ],
  },

  *check(context) {
    for (const { found, why, leavesSomething } of groupsOf(context)) {
      const [first, ...others] = found;
      if (first === undefined) continue;
      const { option } = first;
      yield {
        at: option.at,
        message: `\`${option.text}\` changes nothing on ${whereOf(found)}: ${reason(option, why)}. It can go.`,
        related: others.slice(0, MOST_PLACES).map((other) => ({ at: other.option.at, message: "here too" })),
        tags: ["unnecessary"],
        fixes: leavesSomething && found.length <= MOST_PLACES ? removeAll(context, found) : [],
      };
    }
  },
});

/** A layout that a program wrote has thousands of lists: nobody reads them all, or an edit of all of them. */
const MOST_PLACES = 50;
const MOST_NAMES = 8;

function whereOf(found: readonly WrittenOption[]): string {
  const mounts = found.flatMap((one) => one.mounts);
  return mounts.length > MOST_NAMES ? `${mounts.length} mounts` : namesOf(mounts);
}

interface Group {
  readonly found: WrittenOption[];
  readonly why: Redundant;
  /** Every list keeps an option, or loses its only one. */
  leavesSomething: boolean;
}

/** What says the same on the same filesystem, from wherever it is written. */
function groupsOf({ layout, effective, settings }: RuleContext): Group[] {
  const byMount = new Map<Mount, EffectiveFilesystem>();
  for (const one of effective.filesystems) for (const { mount } of one.mounts) byMount.set(mount, one);
  const groups = new Map<string, Group>();
  for (const written of writtenOptions(layout.mounts)) {
    const { option, mounts } = written;
    if (!option.entry.literal || !mounts.every((mount) => byMount.has(mount))) continue;
    const redundant = (one: MountOption, mount: Mount): Redundant | undefined => {
      const filesystem = byMount.get(mount);
      return filesystem && redundancyOf(one, mount, filesystem, settings.kernel);
    };
    const reasons = mounts.map((mount) => {
      const own = optionsOf(mount).find((one) => placeKey(one.at) === placeKey(option.at) && one.text === option.text);
      return own && redundant(own, mount);
    });
    const [why] = reasons;
    const [mount] = mounts;
    if (why === undefined || mount === undefined || reasons.includes(undefined)) continue;
    const key = JSON.stringify([byMount.get(mount)?.filesystem.object.path, option.text]);
    const group = groups.get(key) ?? { found: [], why, leavesSomething: true };
    group.found.push(written);
    group.leavesSomething &&= mounts.every((one) => {
      const others = optionsOf(one).filter(({ at }) => placeKey(at) !== placeKey(option.at));
      return others.length === 0 || others.some((other) => redundant(other, one) === undefined);
    });
    groups.set(key, group);
  }
  return [...groups.values()];
}

function reason(option: MountOption, why: Redundant): string {
  switch (why.kind) {
    case "defaults":
      return "beside other options it stands for nothing";
    case "covered":
      return `\`${why.by.text}\` in the same list covers it`;
    case "default":
      return option.name === "space_cache"
        ? "a btrfs that disko makes has the free space tree, and uses it"
        : "that is the default";
    default:
      return why satisfies never;
  }
}

/**
 * One fix for all places; none where one of them cannot be edited. A list is never left empty: with its only option the
 * attribute goes too, and disko writes `defaults` itself.
 */
function removeAll(context: RuleContext, found: readonly WrittenOption[]): Fix[] {
  const [first] = found;
  const fixes = found.map(({ option, mounts }) => removeOption(context, option, mounts[0])[0]);
  if (first === undefined || fixes.includes(undefined)) return [];
  const everywhere = found.length > 1 ? ` from ${found.length} lists` : "";
  const edits = fixes.flatMap((fix) => fix?.edits ?? []);
  return [{ title: `Remove \`${first.option.text}\`${everywhere}`, edits, safe: true }];
}
