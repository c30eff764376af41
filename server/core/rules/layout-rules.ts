import { blankInSubvolumeName } from "./blank-in-subvolume-name.ts";
import { contentOptionsWithoutMountpoint } from "./content-options-without-mountpoint.ts";
import { doesNotFit } from "./does-not-fit.ts";
import { duplicateMountpoint } from "./duplicate-mountpoint.ts";
import { duplicatePartitionLabel } from "./duplicate-partition-label.ts";
import { filesystemAndSubvolumeAtSamePlace } from "./filesystem-and-subvolume-at-same-place.ts";
import { hookOnSubvolume } from "./hook-on-subvolume.ts";
import { ignoredSize } from "./ignored-size.ts";
import { impossibleExtent } from "./impossible-extent.ts";
import { mountpointTrailingSlash } from "./mountpoint-trailing-slash.ts";
import { noRoomForPartition } from "./no-room-for-partition.ts";
import { optionsWithoutMountpoint } from "./options-without-mountpoint.ts";
import { partitionTooSmall } from "./partition-too-small.ts";
import { rawDeviceName } from "./raw-device-name.ts";
import type { Rule } from "./rule.ts";
import { sameDeviceTwice } from "./same-device-twice.ts";
import { samePartitionUuid } from "./same-partition-uuid.ts";
import { unfindablePartitionLabel } from "./unfindable-partition-label.ts";
import { unknownFormat } from "./unknown-format.ts";
import { unusableSwapFile } from "./unusable-swap-file.ts";

/** DSK301 to DSK329: mountpoints, subvolumes, partitions, sizes, devices. In order of code. */
export const LAYOUT_RULES: readonly Rule[] = [
  duplicateMountpoint,
  filesystemAndSubvolumeAtSamePlace,
  hookOnSubvolume,
  mountpointTrailingSlash,
  optionsWithoutMountpoint,
  contentOptionsWithoutMountpoint,
  noRoomForPartition,
  unusableSwapFile,
  unknownFormat,
  duplicatePartitionLabel,
  blankInSubvolumeName,
  doesNotFit,
  impossibleExtent,
  ignoredSize,
  unfindablePartitionLabel,
  sameDeviceTwice,
  rawDeviceName,
  samePartitionUuid,
  partitionTooSmall,
];
