/**
 * Where sgdisk puts the partitions of a GPT: disko calls it once for each, in their order, with `--new=NUMBER:START:END` and
 * `--align-end`. Without a start it takes the largest free block, without an end all of it; a place that is taken, or an end
 * before the start, is refused and the installation stops. Follows `CreatePartition`, `FindFirstInLargest`, `Align` and
 * `FindLastInFree` of gptfdisk (gpt.cc, gptcl.cc), compared with sgdisk 1.0.9 on empty disks of 512-byte sectors.
 */
import { certainString, stringOf } from "./attribute-value.ts";
import type { DiskoObject } from "./layout.ts";
import { readPlace, SECTOR } from "./sgdisk-place.ts";

export interface PartitionRequest {
  readonly partition: DiskoObject;
  readonly start: string;
  readonly end: string;
}

/** A partition with its first and last sector. */
export interface PlacedPartition {
  readonly partition: DiskoObject;
  readonly first: number;
  readonly last: number;
}

export interface Placement {
  readonly placed: readonly PlacedPartition[];
  /** The first that sgdisk does not make, with the sectors it was asked for. None is made after it. */
  readonly refused: PlacedPartition | undefined;
  /** Room that was left for it where it would have gone, in sectors. */
  readonly room: number;
}

/** What disko asks sgdisk for. Undefined where something of it is not known. */
export function requestOf(partition: DiskoObject): PartitionRequest | undefined {
  if (partition.open || partition.conditional || partition.attributes.has("alignment")) return undefined;
  const texts: Record<string, string | undefined> = {};
  for (const name of ["start", "end", "size"]) {
    const text = stringOf(partition, name);
    if (text.kind === "unknown" || (text.kind === "known" && !certainString(partition, name))) return undefined;
    texts[name] = text.kind === "known" ? text.value : undefined;
  }
  const size = texts.size ?? "0";
  const start = texts.start ?? "0";
  const end = texts.end ?? (size === "100%" ? "-0" : `+${size}`);
  // disko refuses an empty start or end.
  return start === "" || end === "" ? undefined : { partition, start, end };
}

/** sgdisk keeps the first 34 sectors and the last 33 for the two partition tables. */
const FIRST_USABLE = 34;
const TABLE_BACKUP = 33;
export const ALIGNMENT = 2048;

/** `order`: in order of creation. `bytes`: size of the empty disk. */
export function placePartitions(order: readonly PartitionRequest[], bytes: number): Placement {
  const lastUsable = Math.floor(bytes / SECTOR) - TABLE_BACKUP - 1;
  const placed: PlacedPartition[] = [];
  for (const { partition, start, end } of order) {
    const alignment = /s$/.test(start) || /s$/.test(end) ? 1 : alignmentOf(placed);
    const free = freeBlocks(placed, lastUsable);
    const largest = free.reduce((best, one) => (lengthOf(one) > lengthOf(best) ? one : best), { first: 0, last: -1 });
    const low = aligned(largest.first, alignment, free);
    const whole = Math.floor((largest.last + 1) / alignment) * alignment - 1;
    const high = whole > low ? whole : largest.last;

    const from = readPlace(start);
    const first = from.sectors === undefined ? low : { "+": low, "-": high, "": 0 }[from.sign] + signed(from);
    const to = readPlace(end);
    const last = to.sectors === undefined ? high : { "+": first - 1, "-": high, "": 0 }[to.sign] + signed(to);

    const asked = { partition, first: aligned(first, alignment, free), last };
    const block = free.find((one) => one.first <= asked.first && asked.first <= one.last);
    if (block === undefined || asked.last < asked.first || asked.last > block.last) {
      return { placed, refused: asked, room: Math.max(0, high - low + 1) };
    }
    placed.push(asked);
  }
  return { placed, refused: undefined, room: 0 };
}

interface Block {
  readonly first: number;
  readonly last: number;
}

function lengthOf({ first, last }: Block): number {
  return last - first + 1;
}

function signed({ sign, sectors = 0 }: { readonly sign: string; readonly sectors: number | undefined }): number {
  return sign === "-" ? -sectors : sectors;
}

function freeBlocks(placed: readonly Block[], lastUsable: number): Block[] {
  const blocks: Block[] = [];
  let first = FIRST_USABLE;
  for (const one of [...placed].sort((a, b) => a.first - b.first)) {
    if (one.first > first) blocks.push({ first, last: one.first - 1 });
    first = one.last + 1;
  }
  if (first <= lastUsable) blocks.push({ first, last: lastUsable });
  return blocks;
}

/** sgdisk takes over the alignment of what is there. */
function alignmentOf(placed: readonly Block[]): number {
  let alignment = ALIGNMENT;
  while (alignment > 1 && placed.some(({ first }) => first % alignment !== 0)) alignment /= 2;
  return alignment;
}

/** The sector itself, else the aligned one before it, else the one after it, where all between is free. */
function aligned(sector: number, alignment: number, free: readonly Block[]): number {
  if (sector % alignment === 0) return sector;
  const before = Math.floor(sector / alignment) * alignment;
  const isFree = (first: number, last: number): boolean =>
    free.some((block) => block.first <= first && last <= block.last);
  if (isFree(before, sector - 1)) return before;
  const after = before + alignment;
  return isFree(sector + 1, after) ? after : sector;
}

/** A disk larger than any, and disks from 256 MiB up in steps: what fails on all of these fails on the one that is meant. */
export const BOUNDLESS = 2 ** 60;
const DISKS = Array.from({ length: 50 }, (_, step) => Math.round((2 ** 28 * 1.35 ** step) / SECTOR) * SECTOR);

/** How the partitions fail, whatever the size of the disk; undefined where they fit on some. */
export function failureOnEveryDisk(order: readonly PartitionRequest[]): Placement | undefined {
  const placement = placePartitions(order, BOUNDLESS);
  if (placement.refused === undefined) return undefined;
  return DISKS.every((bytes) => placePartitions(order, bytes).refused !== undefined) ? placement : undefined;
}
