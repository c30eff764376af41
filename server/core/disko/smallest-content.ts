/** The smallest device that each mkfs takes, in bytes, with its standard arguments. Measured; only where it is far from zero. */

import { knownString } from "./attribute-value.ts";
import type { DiskoObject } from "./layout.ts";

/** btrfs-progs 6.2 on one device: "minimum size for each btrfs device is 114294784". */
const BTRFS = 114_294_784;

/** xfsprogs 6.1: "Filesystem must be larger than 300MB." (since 5.19); util-linux: 40 KiB of swap. */
const BY_FORMAT: Readonly<Record<string, number>> = { btrfs: BTRFS, xfs: 300 * 2 ** 20 };
const SWAP = 40 * 2 ** 10;

/** Undefined where other arguments may change it, or nothing is known to be too small. */
export function smallestDevice(content: DiskoObject): number | undefined {
  if (content.open || content.conditional || content.attributes.has("extraArgs")) return undefined;
  switch (content.type) {
    case "btrfs":
      return BTRFS;
    case "swap":
      return SWAP;
    case "filesystem":
      return BY_FORMAT[knownString(content, "format") ?? ""];
    case "luks":
      return content.children.map(smallestDevice).find((bytes) => bytes !== undefined);
    default:
      return undefined;
  }
}
