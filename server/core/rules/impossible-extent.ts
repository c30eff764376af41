import { certainString, stringOf } from "../disko/attribute-value.ts";
import { everyObject } from "../disko/every-object.ts";
import type { DiskoObject, Written } from "../disko/layout.ts";
import {
  failureOnEveryDisk,
  type PartitionRequest,
  type PlacedPartition,
  type Placement,
  requestOf,
} from "../disko/partition-extent.ts";
import { partitionsInOrder } from "../disko/partition-order.ts";
import { readPlace, sizeText } from "../disko/sgdisk-place.ts";
import type { Fix } from "../text/finding.ts";
import { defineRule, type RuleContext, type RuleFinding } from "./rule.ts";
import { removeBinding, replaceSource, sourceAt } from "./source-fix.ts";

/** Starts and ends that sgdisk reads as something else, or where there is no room for the partition. */
export const impossibleExtent = defineRule({
  code: "DSK313",
  name: "impossible-extent",
  consequence: "install",
  needsWholeFiles: true,
  docs: {
    what: "`start` or `end` of a partition is not what sgdisk reads, lies before the start, or in another partition.",
    why: 'sgdisk takes whole numbers with one letter. It reads "100%" as sector 100 and "1.5G" as sector 1, and the sector that `end` names belongs to the partition. Where it finds no room the installation stops, when the disk is already wiped.',
    bad: `{
  disko.devices.disk.main = {
    device = "/dev/disk/by-id/nvme-EXAMPLE";
    content = {
      type = "gpt";
      partitions.ESP = { start = "1M"; end = "512M"; type = "EF00"; content = { type = "filesystem"; format = "vfat"; mountpoint = "/boot"; }; };
      partitions.root = { start = "512M"; end = "100%"; content = { type = "btrfs"; mountpoint = "/"; }; };
    };
  };
}`,
    good: `{
  disko.devices.disk.main = {
    device = "/dev/disk/by-id/nvme-EXAMPLE";
    content = {
      type = "gpt";
      partitions.ESP = { size = "512M"; type = "EF00"; content = { type = "filesystem"; format = "vfat"; mountpoint = "/boot"; }; };
      partitions.root = { size = "100%"; content = { type = "btrfs"; mountpoint = "/"; }; };
    };
  };
}`,
    sources: [
      "https://github.com/nix-community/disko/blob/v1.13.0/lib/types/gpt.nix",
      "https://www.rodsbooks.com/gdisk/sgdisk.html",
      "https://sourceforge.net/p/gptfdisk/code/ci/master/tree/support.cc",
    ],
  },

  *check({ layout, syntax }) {
    for (const table of everyObject(layout.objects)) {
      if (table.type !== "gpt") continue;
      yield* table.children.flatMap((partition) => [...misreadPlaces(partition, syntax)]);
      yield* clash(table, syntax);
    }
  },
});

type Syntax = RuleContext["syntax"];

function* misreadPlaces(partition: DiskoObject, syntax: Syntax): Iterable<RuleFinding> {
  for (const name of ["start", "end"]) {
    const text = certainString(partition, name);
    if (text === undefined) continue;
    const said = `\`${name}\` of partition \`${partition.name}\``;
    if (text.value === "" && !partition.attributes.has("alignment") && !partition.open) {
      const message = `${said} is empty, and disko cannot take its last character: evaluation fails. Leave it out for what disko takes by itself.`;
      const binding = partition.attributes.get(name)?.binding;
      const fixes = removeBinding(syntax, binding, `Remove \`${name}\``, false);
      yield { at: text.at, consequence: "evaluation", message, fixes };
      continue;
    }
    if (!isMisread(text.value)) continue;
    const { sectors, unread } = readPlace(text.value);
    const read = sectors === undefined ? "nothing, and takes all the room there is" : placeInWords(text.value, sectors);
    yield {
      at: text.at,
      consequence: sectors === undefined ? "silent" : "install",
      message: `${said}, "${text.value}", is read by sgdisk as ${read}${sectors === undefined ? "." : ": there is no room for the partition, and the installation stops when the disk is already wiped."} ${advice(unread)}`,
      fixes: wholeRest(partition, name, text, syntax),
    };
  }
}

function placeInWords(text: string, sectors: number): string {
  return text.trimStart().startsWith("+") ? `${sectors} ${sectors === 1 ? "sector" : "sectors"}` : `sector ${sectors}`;
}

function advice(unread: string): string {
  if (unread.startsWith("%"))
    return 'It knows no shares of the disk: write `size = "100%"` for all that is left, else a size.';
  if (/^[.,]/.test(unread)) return 'Write a whole number with a smaller unit, such as "1536M".';
  return 'Write a whole number and one of K, M, G, T, such as "512M".';
}

function wholeRest(partition: DiskoObject, name: string, text: Written<string>, syntax: Syntax): Fix[] {
  const binding = partition.attributes.get("end")?.binding;
  if (name !== "end" || text.value !== "100%" || binding === undefined || partition.attributes.has("size")) return [];
  if (!/^end\s*=\s*"100%"\s*;$/.test(sourceAt(syntax, binding) ?? "")) return [];
  return [replaceSource(binding, 'size = "100%";', 'Write `size = "100%"`', false)];
}

/** The first partition that sgdisk does not make, on a disk of whatever size. */
function* clash(table: DiskoObject, syntax: Syntax): Iterable<RuleFinding> {
  const order = partitionsInOrder(table) ?? [];
  const hasPlace = (one: DiskoObject): boolean => one.attributes.has("start") || one.attributes.has("end");
  if (!order.some(hasPlace)) return;
  const requests = order.flatMap((partition) => readAsMeant(requestOf(partition)) ?? []);
  if (requests.length < order.length) return;
  const failure = failureOnEveryDisk(requests);
  const refused = failure?.refused;
  if (failure === undefined || refused === undefined) return;
  const why = reason(failure, refused);
  if (why === undefined) return;
  const { partition } = refused;
  const at = certainString(partition, why.name) ?? certainString(partition, "end") ?? certainString(partition, "start");
  yield {
    at: at?.at ?? partition.at,
    message: `${why.text} sgdisk does not make it, and the installation stops when the disk is already wiped. ${why.advice}`,
    related: why.other === undefined ? [] : [{ at: why.other.partition.at, message: `takes ${rangeText(why.other)}` }],
    fixes: why.name === "start" ? withoutStart(requests, partition, syntax) : [],
  };
}

/** As sgdisk reads it, or as it is meant where that is plain. What it misreads otherwise is said already. */
function readAsMeant(request: PartitionRequest | undefined): PartitionRequest | undefined {
  if (request === undefined) return undefined;
  const end = request.end === "100%" ? "-0" : request.end;
  return [request.start, end].some(isMisread) ? undefined : { ...request, end };
}

/** Zero is read as nothing, whatever stands behind it. */
function isMisread(text: string): boolean {
  const { sectors, unread } = readPlace(text);
  return /^(?:%|[.,][0-9]|[^0-9]{3})/.test(unread) && !(sectors === undefined && unread.startsWith("%"));
}

interface Reason {
  readonly name: "start" | "end";
  readonly text: string;
  readonly advice: string;
  readonly other?: PlacedPartition;
}

function reason({ placed }: Placement, refused: PlacedPartition): Reason | undefined {
  const { partition, first, last } = refused;
  const name = `Partition \`${partition.name}\``;
  const inside = placed.find((one) => one.first <= first && first <= one.last);
  const next = placed.filter((one) => one.first > first).sort((a, b) => a.first - b.first)[0];
  if (last < first) {
    const text = `${name} ends at ${sizeText(last)}, before it starts at ${sizeText(first)}:`;
    return { name: "end", text, advice: 'Write an `end` behind it, or a `size` such as "10G" in its place.' };
  }
  if (inside !== undefined) {
    const touches = inside.last === first && certainString(inside.partition, "end") !== undefined;
    const text = touches
      ? `${name} starts in the last sector of \`${inside.partition.name}\`, because the sector that \`end\` names still belongs to a partition:`
      : `${name} starts at ${sizeText(first)}, inside \`${inside.partition.name}\`, which reaches from ${rangeText(inside)}:`;
    return { name: "start", text, other: inside, advice: "Without a `start` it begins where there is room." };
  }
  if (next !== undefined && last >= next.first) {
    const text = `${name} would reach from ${rangeText(refused)}, and \`${next.partition.name}\` is already made at ${sizeText(next.first)}:`;
    return { name: "end", text, other: next, advice: 'Write a smaller one, or `size = "100%"` for all that is free.' };
  }
  return undefined;
}

function rangeText({ first, last }: PlacedPartition): string {
  return `${sizeText(first)} to ${sizeText(last + 1)}`;
}

/** Offered where all partitions then have room. */
function withoutStart(requests: readonly PartitionRequest[], partition: DiskoObject, syntax: Syntax): Fix[] {
  const start = partition.attributes.get("start");
  if (start === undefined || stringOf(partition, "start").kind !== "known") return [];
  const freed = requests.map((one) => (one.partition === partition ? { ...one, start: "0" } : one));
  if (failureOnEveryDisk(freed) !== undefined) return [];
  return removeBinding(syntax, start.binding, "Remove `start`", false);
}
