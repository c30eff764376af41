import { discardStoppedByLuks } from "./discard-stopped-by-luks.ts";
import { lockedAtBoot } from "./locked-at-boot.ts";
import { luksKeyGoneAtBoot } from "./luks-key-gone-at-boot.ts";
import { luksSettingOfOtherInitrd } from "./luks-setting-of-other-initrd.ts";
import type { Rule } from "./rule.ts";
import { unusedLuksSecret } from "./unused-luks-secret.ts";
import { wrongLuksSetting } from "./wrong-luks-setting.ts";

/** DSK350 to DSK359: LUKS. In order of code. */
export const ENCRYPTION_RULES: readonly Rule[] = [
  discardStoppedByLuks,
  wrongLuksSetting,
  unusedLuksSecret,
  luksKeyGoneAtBoot,
  luksSettingOfOtherInitrd,
  lockedAtBoot,
];
