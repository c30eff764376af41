import { BOOT_RULES } from "./boot-rules.ts";
import { DURABILITY_RULES } from "./durability-rules.ts";
import { ENCRYPTION_RULES } from "./encryption-rules.ts";
import { FILESYSTEM_RULES } from "./filesystem-rules.ts";
import { LAYOUT_RULES } from "./layout-rules.ts";
import { MOUNT_OPTION_RULES } from "./mount-option-rules.ts";
import type { Rule } from "./rule.ts";
import { STRUCTURE_RULES } from "./structure-rules.ts";
import { SWAP_RULES } from "./swap-rules.ts";
import { TOOLSTACK_RULES } from "./toolstack-rules.ts";

/** Every rule, in order of code. */
export const RULES: readonly Rule[] = [
  ...STRUCTURE_RULES,
  ...MOUNT_OPTION_RULES,
  ...LAYOUT_RULES,
  ...FILESYSTEM_RULES,
  ...SWAP_RULES,
  ...ENCRYPTION_RULES,
  ...TOOLSTACK_RULES,
  ...DURABILITY_RULES,
  ...BOOT_RULES,
];

/** By code or name, case ignored. */
export function findRule(topic: string): Rule | undefined {
  const wanted = topic.trim().toLowerCase();
  return RULES.find((rule) => rule.code.toLowerCase() === wanted || rule.name === wanted);
}
