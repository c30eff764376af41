import { biosBootContent } from "./bios-boot-content.ts";
import { bootOnLuks } from "./boot-on-luks.ts";
import { espElsewhere } from "./esp-elsewhere.ts";
import { espFilesystem } from "./esp-filesystem.ts";
import { espType } from "./esp-type.ts";
import { grubDeviceTwice } from "./grub-device-twice.ts";
import { ineffectiveRootOption } from "./ineffective-root-option.ts";
import { neededForBoot } from "./needed-for-boot.ts";
import { noBiosBootPartition } from "./no-bios-boot-partition.ts";
import { noEsp } from "./no-esp.ts";
import { noRoot } from "./no-root.ts";
import type { Rule } from "./rule.ts";
import { unusableNixStore } from "./unusable-nix-store.ts";

/** DSK6xx: what the machine needs to boot. In order of code. */
export const BOOT_RULES: readonly Rule[] = [
  noRoot,
  noEsp,
  espElsewhere,
  espType,
  noBiosBootPartition,
  neededForBoot,
  unusableNixStore,
  ineffectiveRootOption,
  espFilesystem,
  biosBootContent,
  grubDeviceTwice,
  bootOnLuks,
];
