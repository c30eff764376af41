/** Holds a promise against the effective options of the file as it was rewritten. A broken one is a bug of ours. */
import type { Layout } from "../disko/layout.ts";
import type { Effective, EffectiveFilesystem, FilesystemState } from "../mounts/effective.ts";
import { foldConditional, writeCompression } from "../mounts/fold.ts";
import { optionsOf } from "../mounts/mount-option.ts";
import { foldersInPlace, hookSets, isSetFor } from "./copy-on-write-off.ts";
import { accessTimeOf } from "./option-text.ts";
import { insidePlace, mountOf, placeOf, placesOf } from "./places.ts";
import type { Promised, PromisedFilesystem, Surroundings } from "./plan.ts";

/**
 * A sentence for each part of `promised` that does not hold. `layout`, `effective` and `surroundings` are those of the
 * file with all default decisions carried out.
 */
export function verifyPromise(
  promised: Promised,
  layout: Layout,
  effective: Effective,
  surroundings: Surroundings,
): string[] {
  return [
    ...promised.filesystems.flatMap((one) => {
      const found = effective.filesystems.find(
        ({ filesystem, mounts }) =>
          (filesystem.device ?? filesystem.name) === one.device &&
          one.mounts.some(({ mountpoint }) => mounts.some(({ mount }) => mount.mountpoint.value === mountpoint)),
      );
      return found === undefined ? [`The btrfs on ${one.device} is gone.`] : brokenOf(one, found);
    }),
    ...promised.noCopyOnWrite
      .filter((path) => !isInPlace(path, layout, effective, surroundings))
      .map((path) => `Nothing turns copy-on-write off for ${path}.`),
  ];
}

function brokenOf(promised: PromisedFilesystem, found: EffectiveFilesystem): string[] {
  const { mounts, filesystem } = found;
  const broken: string[] = [];
  const name = filesystem.name;
  for (const state of possibleStates(found)) {
    if (state === undefined) broken.push(`What is in effect on the btrfs on ${name} is not certain.`);
    else {
      const compress = writeCompression(state.compress);
      if (compress !== promised.compress)
        broken.push(`${name} comes to \`${compress}\`, not \`${promised.compress}\`.`);
      if (state.datacow !== promised.datacow) {
        broken.push(`Copy-on-write is ${state.datacow ? "on" : "off"} for the whole of ${name}.`);
      }
    }
  }
  for (const { mountpoint, noatime } of promised.mounts) {
    const found = mounts.find(({ mount }) => mount.mountpoint.value === mountpoint);
    if (found === undefined) broken.push(`Nothing of ${name} is mounted at ${mountpoint}.`);
    else if (noatime && accessTimeOf(optionsOf(found.mount))?.name !== "noatime") {
      broken.push(`${mountpoint} is mounted without \`noatime\`.`);
    }
  }
  return [...new Set(broken)];
}

/** What the filesystem comes to, whichever of the mounts that may be first is so. */
function possibleStates({ state, deciding, mounts }: EffectiveFilesystem): readonly (FilesystemState | undefined)[] {
  if (state !== undefined) return [state];
  if (deciding.length > 0) return deciding.map((one) => one.state);
  return mounts.map(({ mount }) => (mount.options.complete ? foldConditional(optionsOf(mount)) : undefined));
}

function isInPlace(path: string, layout: Layout, effective: Effective, surroundings: Surroundings): boolean {
  const filesystem = mountOf(path, layout)?.btrfs;
  if (filesystem === undefined) return false;
  const place = placeOf(path, placesOf(filesystem, layout));
  if (place === undefined) return false;
  const whole = effective.filesystems.find((one) => one.filesystem === filesystem)?.state?.datacow === false;
  const target = { subvolume: place.subvolume, path: insidePlace(path, place) };
  const { lines, complete } = surroundings.tmpfiles;
  // Where not all lines are known, it may be among the others.
  const line = !complete || isSetFor(path, foldersInPlace(lines), place.path);
  return whole || line || hookSets(filesystem, target, surroundings);
}
