/** Which filesystem and which subvolume a path of the host lies in. */
import type { BtrfsFilesystem, Layout, Mount, Subvolume } from "../disko/layout.ts";
import { mkfsCommand } from "../mounts/mkfs-command.ts";
import { mirroredProfile } from "../mounts/mkfs-profiles.ts";
import { below, isWithin } from "./paths.ts";

/** The mount that holds `path`: the deepest one above it or at it. */
export function mountOf(path: string, { mounts }: Pick<Layout, "mounts">): Mount | undefined {
  return deepest(
    mounts.filter(({ mountpoint }) => isWithin(path, mountpoint.value)),
    ({ mountpoint }) => mountpoint.value,
  );
}

/** A subvolume that is there already, at the path where it is seen on the host. */
export interface Place {
  readonly path: string;
  /** Path of the subvolume in the filesystem; "" for its top level. */
  readonly subvolume: string;
  /** Undefined for one that is seen only inside the mount of another. */
  readonly mount: Mount | undefined;
}

/** Every subvolume of `filesystem` that can be seen on the host, mounted or inside a mounted one. */
export function placesOf(filesystem: BtrfsFilesystem, layout: Layout): Place[] {
  const mounted = layout.mounts
    .filter((mount) => mount.btrfs === filesystem)
    .map((mount): Place => {
      const subvolume = filesystem.subvolumes.find(({ object }) => object === mount.object)?.name ?? "";
      return { path: mount.mountpoint.value, subvolume: pathIn(subvolume), mount };
    });
  const nested = filesystem.subvolumes.flatMap((one) => nestedPlace(one, mounted));
  return [...mounted, ...nested.filter(({ path }) => !mounted.some((place) => place.path === path))];
}

function nestedPlace({ name, mountpoint }: Subvolume, mounted: readonly Place[]): Place[] {
  if (mountpoint.kind !== "absent") return [];
  const own = pathIn(name);
  const holder = deepest(
    mounted.filter(({ subvolume }) => subvolume === "" || own.startsWith(`${subvolume}/`)),
    ({ subvolume }) => subvolume,
  );
  if (holder === undefined) return [];
  const rest = holder.subvolume === "" ? own : own.slice(holder.subvolume.length + 1);
  return [{ path: `${holder.path === "/" ? "" : holder.path}/${rest}`, subvolume: own, mount: undefined }];
}

/** `/home` and `home` are one subvolume. */
function pathIn(name: string): string {
  return name.replace(/^\/+|\/+$/g, "");
}

/** The place that `path` lies in. */
export function placeOf(path: string, places: readonly Place[]): Place | undefined {
  return deepest(
    places.filter((place) => isWithin(path, place.path)),
    (place) => place.path,
  );
}

/** Path of a directory inside the subvolume of `place`. */
export function insidePlace(path: string, place: Place): string {
  return below(path, place.path);
}

function deepest<T>(items: readonly T[], path: (item: T) => string): T | undefined {
  return items.reduce<T | undefined>(
    (best, item) => (best === undefined || path(item).length > path(best).length ? item : best),
    undefined,
  );
}

/**
 * Whether btrfs itself keeps several copies of the data. Blocks without checksums cannot be told apart when these differ.
 * Where the arguments of mkfs.btrfs are not known it may be so, and counts as so.
 */
export function isMirrored(filesystem: BtrfsFilesystem): boolean {
  return !mkfsCommand(filesystem)?.complete || isCertainlyMirrored(filesystem);
}

/** The same where it is known how the filesystem is made. */
export function isCertainlyMirrored(filesystem: BtrfsFilesystem): boolean {
  return mirroredProfile(filesystem) !== undefined;
}
