import { badMountOptionValue } from "./bad-mount-option-value.ts";
import { blankInMountOption } from "./blank-in-mount-option.ts";
import { clampedMountOptionValue } from "./clamped-mount-option-value.ts";
import { commaInMountOption } from "./comma-in-mount-option.ts";
import { commitTooLong } from "./commit-too-long.ts";
import { contradictingMountOptions } from "./contradicting-mount-options.ts";
import { decidingMountDiffers } from "./deciding-mount-differs.ts";
import { emptyMountOption } from "./empty-mount-option.ts";
import { firstMountFails } from "./first-mount-fails.ts";
import { foreignMountOption } from "./foreign-mount-option.ts";
import { ignoredMountOption } from "./ignored-mount-option.ts";
import { initrdRefusesMountOption } from "./initrd-refuses-mount-option.ts";
import { nodatacowOnDecidingMount } from "./nodatacow-on-deciding-mount.ts";
import { readableEsp } from "./readable-esp.ts";
import { redundantDefault } from "./redundant-default.ts";
import { removedMountOption } from "./removed-mount-option.ts";
import type { Rule } from "./rule.ts";
import { subvolByHand } from "./subvol-by-hand.ts";
import { unknownMountOption } from "./unknown-mount-option.ts";

/** DSK2xx: mount options. In order of code. */
export const MOUNT_OPTION_RULES: readonly Rule[] = [
  unknownMountOption,
  badMountOptionValue,
  clampedMountOptionValue,
  ignoredMountOption,
  removedMountOption,
  contradictingMountOptions,
  nodatacowOnDecidingMount,
  decidingMountDiffers,
  subvolByHand,
  blankInMountOption,
  commaInMountOption,
  emptyMountOption,
  firstMountFails,
  redundantDefault,
  readableEsp,
  foreignMountOption,
  commitTooLong,
  initrdRefusesMountOption,
];
