import { resumeFromRandomEncryption } from "./resume-from-random-encryption.ts";
import { resumeWithoutOffset } from "./resume-without-offset.ts";
import type { Rule } from "./rule.ts";
import { swapFileInSnapshots } from "./swap-file-in-snapshots.ts";
import { swapFileOnCopies } from "./swap-file-on-copies.ts";
import { swapPriorityOutOfRange } from "./swap-priority-out-of-range.ts";
import { swapSmallerThanImage } from "./swap-smaller-than-image.ts";
import { twoResumeDevices } from "./two-resume-devices.ts";

/** DSK340 to DSK349: swap and hibernation. In order of code. */
export const SWAP_RULES: readonly Rule[] = [
  twoResumeDevices,
  resumeFromRandomEncryption,
  swapFileOnCopies,
  swapFileInSnapshots,
  swapPriorityOutOfRange,
  resumeWithoutOffset,
  swapSmallerThanImage,
];
