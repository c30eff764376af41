import { deviceNotThereYet } from "./device-not-there-yet.ts";
import { deviceWithContent } from "./device-with-content.ts";
import { refusedMkfsValue } from "./refused-mkfs-value.ts";
import type { Rule } from "./rule.ts";
import { tooFewDevices } from "./too-few-devices.ts";
import { unknownMkfsArgument } from "./unknown-mkfs-argument.ts";
import { unstableProfile } from "./unstable-profile.ts";
import { weakerMetadata } from "./weaker-metadata.ts";

/** DSK330 to DSK339: how filesystems are made, and of which devices. In order of code. */
export const FILESYSTEM_RULES: readonly Rule[] = [
  unknownMkfsArgument,
  refusedMkfsValue,
  deviceNotThereYet,
  tooFewDevices,
  unstableProfile,
  deviceWithContent,
  weakerMetadata,
];
