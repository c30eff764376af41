import type { Rule } from "./rule.ts";

/** DSK340 to DSK349: swap and hibernation. In order of code. */
export const SWAP_RULES: readonly Rule[] = [];
