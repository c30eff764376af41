import { badMountOptionValue } from "./bad-mount-option-value.ts";
import { blankInMountOption } from "./blank-in-mount-option.ts";
import { blankInSubvolumeName } from "./blank-in-subvolume-name.ts";
import { brokenImport } from "./broken-import.ts";
import { checksumsGivenUp } from "./checksums-given-up.ts";
import { clampedMountOptionValue } from "./clamped-mount-option-value.ts";
import { commaInMountOption } from "./comma-in-mount-option.ts";
import { contentOptionsWithoutMountpoint } from "./content-options-without-mountpoint.ts";
import { contradictingMountOptions } from "./contradicting-mount-options.ts";
import { databaseOnCopyOnWrite } from "./database-on-copy-on-write.ts";
import { decidingMountDiffers } from "./deciding-mount-differs.ts";
import { duplicateAttribute } from "./duplicate-attribute.ts";
import { duplicateMountpoint } from "./duplicate-mountpoint.ts";
import { duplicatePartitionLabel } from "./duplicate-partition-label.ts";
import { emptyMountOption } from "./empty-mount-option.ts";
import { filesystemAndSubvolumeAtSamePlace } from "./filesystem-and-subvolume-at-same-place.ts";
import { firstMountFails } from "./first-mount-fails.ts";
import { hookOnSubvolume } from "./hook-on-subvolume.ts";
import { ignoredMountOption } from "./ignored-mount-option.ts";
import { imageOnCopyOnWrite } from "./image-on-copy-on-write.ts";
import { missingAttribute } from "./missing-attribute.ts";
import { missingContentType } from "./missing-content-type.ts";
import { missingNoatime } from "./missing-noatime.ts";
import { mountpointTrailingSlash } from "./mountpoint-trailing-slash.ts";
import { noRoomForPartition } from "./no-room-for-partition.ts";
import { nodatacowOnDecidingMount } from "./nodatacow-on-deciding-mount.ts";
import { optionsWithoutMountpoint } from "./options-without-mountpoint.ts";
import { projectFile } from "./project-file.ts";
import { removedMountOption } from "./removed-mount-option.ts";
import type { Rule } from "./rule.ts";
import { storeInSnapshots } from "./store-in-snapshots.ts";
import { subvolByHand } from "./subvol-by-hand.ts";
import { syntaxError } from "./syntax-error.ts";
import { uncompressedData } from "./uncompressed-data.ts";
import { unknownAttribute } from "./unknown-attribute.ts";
import { unknownContentType } from "./unknown-content-type.ts";
import { unknownFormat } from "./unknown-format.ts";
import { unknownMountOption } from "./unknown-mount-option.ts";
import { unusableSwapFile } from "./unusable-swap-file.ts";
import { valueMismatch } from "./value-mismatch.ts";
import { wrongType } from "./wrong-type.ts";

/** Every rule, in order of code. */
export const RULES: readonly Rule[] = [
  syntaxError,
  unknownAttribute,
  wrongType,
  missingAttribute,
  unknownContentType,
  missingContentType,
  valueMismatch,
  brokenImport,
  duplicateAttribute,
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
  projectFile,
  databaseOnCopyOnWrite,
  imageOnCopyOnWrite,
  storeInSnapshots,
  missingNoatime,
  uncompressedData,
  checksumsGivenUp,
];

/** By code or name, case ignored. */
export function findRule(topic: string): Rule | undefined {
  const wanted = topic.trim().toLowerCase();
  return RULES.find((rule) => rule.code.toLowerCase() === wanted || rule.name === wanted);
}
