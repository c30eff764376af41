/** Filesystems that nothing can be planned for, because not everything of them is known, or because they do not mount. */
import type { BtrfsFilesystem, Layout, Mount } from "../disko/layout.ts";
import { checkOption } from "../mounts/check-option.ts";
import type { EffectiveFilesystem } from "../mounts/effective.ts";
import { firstMountFailures } from "../mounts/first-mount.ts";
import { optionsOf } from "../mounts/mount-option.ts";
import type { KernelVersion } from "../settings.ts";
import type { Location } from "../text/span.ts";
import type { Refusal } from "./plan.ts";

interface Reason {
  readonly at: Location | undefined;
  readonly why: string;
}

/** Why nothing is planned for a filesystem; undefined where all that a plan rests on is known. */
export function refusalOf(
  effective: EffectiveFilesystem,
  layout: Layout,
  kernel: KernelVersion,
  wished: readonly string[],
): Refusal | undefined {
  const { filesystem } = effective;
  const mounts = layout.mounts.filter(({ btrfs }) => btrfs === filesystem);
  const found =
    unknownParts(filesystem) ??
    noMounts(filesystem, mounts) ??
    firstOf(mounts, (mount) => unknownOptions(mount) ?? failingOption(mount, filesystem, kernel)) ??
    samePlace(mounts, layout) ??
    addedByHost(effective);
  if (found === undefined) return undefined;
  return {
    at: found.at,
    why: `Nothing is planned for the btrfs on \`${filesystem.name}\`: ${found.why}.`,
    snippet: mounts.length === 0 ? undefined : `mountOptions = [ ${wished.map((text) => `"${text}"`).join(" ")} ];`,
  };
}

function firstOf<T>(items: readonly T[], find: (item: T) => Reason | undefined): Reason | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

function unknownParts(filesystem: BtrfsFilesystem): Reason | undefined {
  const { object, subvolumes, mountpoint, complete } = filesystem;
  if (object.conditional) return { at: object.at, why: "it exists only under a condition that is not known" };
  for (const part of [{ mountpoint, object, name: filesystem.name }, ...subvolumes]) {
    if (part.object.conditional) {
      return { at: part.object.at, why: `${part.name} exists only under a condition that is not known` };
    }
    if (part.mountpoint.kind === "unknown") {
      return {
        at: part.mountpoint.at ?? part.object.at,
        why: `where ${part.name} is mounted is not known (${part.mountpoint.why})`,
      };
    }
    if (part.mountpoint.kind === "known" && !part.mountpoint.certain) {
      return { at: part.mountpoint.at, why: `${part.name} is mounted only under a condition that is not known` };
    }
  }
  return complete ? undefined : { at: object.at, why: "not all of its subvolumes are known" };
}

function noMounts({ object }: BtrfsFilesystem, mounts: readonly Mount[]): Reason | undefined {
  return mounts.length > 0 ? undefined : { at: object.at, why: "disko mounts no part of it" };
}

function unknownOptions({ options, name, object }: Mount): Reason | undefined {
  if (!options.complete) {
    return { at: options.key ?? object.at, why: `not all mount options of ${name} are known` };
  }
  const unsure = options.entries.find(({ certain }) => !certain);
  if (unsure === undefined) return undefined;
  return { at: unsure.at, why: `\`${unsure.value}\` of ${name} stands under a condition that is not known` };
}

function failingOption(mount: Mount, filesystem: BtrfsFilesystem, kernel: KernelVersion): Reason | undefined {
  const [failure] = firstMountFailures(mount, filesystem);
  const failing =
    failure?.option ??
    optionsOf(mount).find((option) => {
      const verdict = checkOption(option, kernel);
      if (verdict.kind === "unknown" || verdict.kind === "bad-value" || /[\s"]/.test(option.text)) return true;
      return (verdict.kind === "removed" || verdict.kind === "not-yet") && verdict.effect === "fails";
    });
  if (failing === undefined) return undefined;
  return { at: failing.at, why: `with \`${failing.text}\` the mount of ${mount.name} fails; that comes first` };
}

function samePlace(mounts: readonly Mount[], layout: Layout): Reason | undefined {
  for (const mount of mounts) {
    const other = layout.mounts.find((one) => one !== mount && one.mountpoint.value === mount.mountpoint.value);
    if (other === undefined) continue;
    return { at: mount.mountpoint.at, why: `${mount.name} and ${other.name} are mounted at the same place` };
  }
  return undefined;
}

/** All its own options are known, and yet what is in effect is not: something beside the layout adds to them. */
function addedByHost({ deciding, mounts }: EffectiveFilesystem): Reason | undefined {
  if (mounts.some(({ mount }) => mount.mountpoint.value === "/usr")) return undefined;
  const mount = deciding.find(({ state }) => state === undefined)?.mount;
  if (mount === undefined) return undefined;
  return {
    at: mount.options.key ?? mount.object.at,
    why: `\`fileSystems\` adds options to ${mount.name} beside the layout`,
  };
}
