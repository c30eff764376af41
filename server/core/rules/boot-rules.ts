import type { Rule } from "./rule.ts";

/** DSK6xx: what the machine needs to boot. In order of code. */
export const BOOT_RULES: readonly Rule[] = [];
