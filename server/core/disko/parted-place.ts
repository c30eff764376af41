/**
 * Places on a disk as parted reads them, for the partitions of the old `table`. Unlike sgdisk it means powers of 1000 by
 * "500M" and by "500", and powers of 1024 only by "500MiB".
 * https://www.gnu.org/software/parted/manual/parted.html#unit
 */
const MEGA = 1_000_000;
const UNITS = "KMGT";

/** Bytes from the start of the disk, or its end; undefined for anything else, such as a share of it or a sector. */
export function partedPlace(text: string): number | "end" | undefined {
  const place = text.trim();
  if (place === "100%") return "end";
  const [, digits, unit = "", binary] = /^([0-9]+)(?:([KMGT])(i)?B?|%)?$/i.exec(place) ?? [];
  if (digits === undefined) return undefined;
  const count = Number(digits);
  if (place.endsWith("%")) return count === 0 ? 0 : undefined;
  if (unit === "") return count * MEGA;
  return count * (binary === undefined ? 1000 : 1024) ** (UNITS.indexOf(unit.toUpperCase()) + 1);
}
