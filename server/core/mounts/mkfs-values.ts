/** Values that mkfs.btrfs refuses in every version. Limits from its manual and from common/fsfeatures.c and parse-utils.c. */
import { didYouMean } from "../text/similar.ts";
import type { GivenOption, MkfsCommand } from "./mkfs-command.ts";
import { CHECKSUMS, FEATURES, LEAST_DEVICES } from "./mkfs-options.ts";

export interface RefusedValue {
  readonly given: GivenOption;
  /** The word, or the part of it, that is refused. */
  readonly value: string;
  /** Why, to follow on the value's name: "is no checksum algorithm: …". */
  readonly why: string;
  /** What was probably meant in its place. */
  readonly meant: string | undefined;
}

/** The values that mkfs.btrfs stops at. */
export function refusedValues({ options }: MkfsCommand): readonly RefusedValue[] {
  return options.flatMap((given): RefusedValue[] => {
    if (given.value === undefined) return [];
    const { text } = given.value;
    const refused = (why: string, meant?: string, value = text) => [{ given, value, why, meant }];
    switch (given.option.long) {
      case "data":
      case "metadata":
        return LEAST_DEVICES.has(text.toLowerCase())
          ? []
          : refused(`is no profile: those are ${listed(LEAST_DEVICES.keys())}`, meantProfile(text));
      case "csum":
      case "checksum":
        return CHECKSUMS.includes(text.toLowerCase())
          ? []
          : refused(`is no checksum algorithm: those are ${listed(CHECKSUMS)}`, didYouMean(text, CHECKSUMS));
      case "features":
      case "runtime-features":
        return text
          .split(",")
          .filter((one) => one !== "" && !FEATURES.includes(one.replace("^", "")))
          .flatMap((one) => refused("is no feature of btrfs", meantFeature(one), one));
      case "nodesize":
      case "sectorsize":
      case "byte-count":
        return refusedSize(given.option.long, text).flatMap((why) => refused(why, withoutUnit(text)));
      case "label":
        return new TextEncoder().encode(text).length > LONGEST_LABEL
          ? refused(`is too long for a label: at most ${LONGEST_LABEL} bytes`)
          : [];
      case "uuid":
      case "device-uuid":
        return UUID.test(text) ? [] : refused("is no UUID");
      default:
        return [];
    }
  });
}

const LONGEST_LABEL = 255;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function listed(words: Iterable<string>): string {
  return [...words].map((word) => `\`${word}\``).join(", ");
}

/** `raid-1`, `raid_1`, `1`, `mirror`: each is clear. */
function meantProfile(text: string): string | undefined {
  const plain = text.toLowerCase().replaceAll(/[^a-z0-9]/g, "");
  const named = plain === "mirror" ? "raid1" : /^\d/.test(plain) ? `raid${plain}` : plain;
  return LEAST_DEVICES.has(named) ? named : undefined;
}

function meantFeature(text: string): string | undefined {
  const off = text.startsWith("^") ? "^" : "";
  const name = didYouMean(text.slice(off.length), FEATURES);
  return name === undefined ? undefined : off + name;
}

/** `2048` is a sector size of experimental builds only, and not called a mistake. */
const SECTORS = { least: 2048, most: 65_536 };
const NODES = { least: 4096, most: 65_536 };

function refusedSize(name: string, text: string): string[] {
  const bytes = sizeOf(text);
  if (bytes === undefined) return ["is no size: a number, and one letter of k, m, g, t, p, e for units of 1024"];
  if (name === "nodesize") {
    if (bytes < NODES.least || bytes > NODES.most) return ["is no size of nodes: from 4096 to 65536 bytes"];
    return bytes % 4096 === 0 ? [] : ["is no size of nodes: a multiple of the sector size"];
  }
  if (name === "sectorsize") {
    const powerOfTwo = Number.isInteger(Math.log2(bytes));
    return powerOfTwo && bytes >= SECTORS.least && bytes <= SECTORS.most
      ? []
      : ["is no sector size: a power of two from 4096 to 65536 bytes"];
  }
  return [];
}

function sizeOf(text: string): number | undefined {
  const [, digits, unit = "b"] = /^(\d+)([bkmgtpe]?)$/i.exec(text) ?? [];
  if (digits === undefined) return undefined;
  return Number(digits) * 1024 ** Math.max(0, "bkmgtpe".indexOf((unit || "b").toLowerCase()));
}

/** `16KiB`, `16kb` → `16K`. */
function withoutUnit(text: string): string | undefined {
  const [, size] = /^(\d+[kmgtpe])i?b$/i.exec(text) ?? [];
  return size;
}
