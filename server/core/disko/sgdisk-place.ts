/**
 * Places on a disk as sgdisk reads them, in sectors of 512 bytes: `start`, `end` and `size` of a partition. It reads a number
 * and one letter after it (powers of 1024; without one it counts sectors) and forgets the rest, so "1GiB" and "1GB" are 1G,
 * and what it does not know is read as something else: "50%" is sector 50, "1.5G" is sector 1.
 * Measured with sgdisk 1.0.9; `IeeeToInt` in gptfdisk's support.cc.
 */

export const SECTOR = 512;

export interface SgdiskPlace {
  /** `+`: from the start, `-`: from the end of the free space, "": from the start of the disk. */
  readonly sign: "+" | "-" | "";
  /** Sectors; undefined stands for what sgdisk takes by itself (nothing written, or a zero). */
  readonly sectors: number | undefined;
  /** What sgdisk left unread, if it changes the meaning: `%`, `.5G`. */
  readonly unread: string;
}

const UNITS = "KMGTPE";

/** Reads a start, an end or a size as sgdisk does, in sectors of 512 bytes; sgdisk fails at nothing, and takes what it can. */
export function readPlace(text: string): SgdiskPlace {
  const [, sign = "", digits = "", rest = ""] = /^ *([+-]?)([0-9]*)\s*(.*)$/s.exec(text) ?? [];
  const place = { sign: sign === "+" || sign === "-" ? sign : "" } as const;
  if (digits === "") {
    return rest === "" ? { ...place, sectors: undefined, unread: "" } : { ...place, sectors: 0, unread: rest };
  }
  const unit = UNITS.indexOf(rest.slice(0, 1).toUpperCase());
  const unread = /^(?:[KMGTPE](?:i?B)?|Ki|Mi|Gi|Ti|Pi|s)?$/i.test(rest) ? "" : rest;
  const count = Number(digits);
  if (count === 0) return { ...place, sectors: undefined, unread };
  return { ...place, sectors: unit < 0 || rest === "" ? count : (count * 1024 ** (unit + 1)) / SECTOR, unread };
}

/** `12.5G`, `512M`: as people write sizes, in powers of 1024. */
export function sizeText(sectors: number): string {
  const bytes = sectors * SECTOR;
  for (const power of [5, 4, 3, 2, 1]) {
    const count = bytes / 1024 ** power;
    if (count >= 1) return `${Number(count.toFixed(1))}${UNITS[power - 1]}`;
  }
  return `${bytes} bytes`;
}
