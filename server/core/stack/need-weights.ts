/**
 * How much each need brings, 1 (noticeable) to 10 (decisive). A weight ranks needs against each other and against the price
 * of a mechanism; it measures nothing. The sums, before intensity:
 *
 *     copy-on-write off   5    parts of files are overwritten in place
 *                        +2    writes are forced to the disk always or often: each is a commit of metadata too
 *                        -2    … rarely or never: writes gather in memory first
 *                        +1    in pages up to 64K: many small extents
 *                        +1    in files from 64M: they break into many thousands of extents
 *                        -2    in files below 64M: they are soon read whole
 *                        +3    the disk of a machine: all its writes end there
 *                        ±1    much or little of it is replaced
 *     copy-on-write on    6    state; 5 the disk of a machine, which has checksums of its own at times; 2 what can be made again
 *     snapshots           6    images: each snapshot copies and pins whole disks
 *                         5    stores, databases: fetched again; must not be taken back with the system
 *                         4    caches, logs
 *                        +1    growing fast
 *                        +1    much of it is replaced
 *     compression         6    to less than half; 4 by a good part
 *     access times        5    many small files that are read more than written; 3 caches and stores of other files
 */
import type { DataRole, ResolvedProfile } from "../patterns/pattern.ts";
import type { Intensity } from "../settings.ts";

const KILO = 1024;
const SMALL_PAGE = 64 * KILO;
const LARGE_FILE = 64 * KILO * KILO;
export const SMALL_FILE = KILO * KILO;

/** What it brings to be overwritten in place, by the table above; may leave 1 to 10, which `weighed` mends. */
export function copyOnWriteOffWeight({ sync, writeSize, fileSize, churn }: ResolvedProfile, role: DataRole): number {
  const forced = sync === undefined ? 0 : sync.is === "every-write" || sync.is === "often" ? 2 : -2;
  const page = writeSize !== undefined && bytesOf(writeSize.is) <= SMALL_PAGE ? 1 : 0;
  const file = fileSize === undefined ? 0 : bytesOf(fileSize.is) >= LARGE_FILE ? 1 : -2;
  const replaced = churn?.is === "high" ? 1 : churn?.is === "low" ? -1 : 0;
  return 5 + forced + page + file + replaced + (role === "image" ? 3 : 0);
}

export const COPY_ON_WRITE_ON: Readonly<Record<DataRole, number>> = { state: 6, image: 5, log: 2, cache: 2, store: 2 };

const SNAPSHOTS: Readonly<Record<DataRole, number>> = { image: 6, store: 5, state: 5, cache: 4, log: 4 };

/** What it brings to be out of snapshots, or to be kept at a rollback. */
export function snapshotsWeight({ growth, churn }: ResolvedProfile, role: DataRole): number {
  return SNAPSHOTS[role] + (growth?.is === "fast" ? 1 : 0) + (churn?.is === "high" ? 1 : 0);
}

export const COMPRESSION = { high: 6, medium: 4, low: 1, none: 1 } as const;
export const ACCESS_TIME = { smallFiles: 5, others: 3 } as const;

/** Two less for light work, two more for heavy; never out of 1 to 10. */
export function weighed(weight: number, intensity: Intensity): number {
  const shift = intensity === "light" ? -2 : intensity === "heavy" ? 2 : 0;
  return Math.min(10, Math.max(1, weight + shift));
}

/** `8K`, `1.5G` in bytes, as the schema lets them through. */
export function bytesOf(size: string): number {
  const unit = "KMGT".indexOf(size.at(-1) ?? "") + 1;
  return Number.parseFloat(size) * KILO ** unit;
}
