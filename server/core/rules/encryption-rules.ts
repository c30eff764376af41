import type { Rule } from "./rule.ts";

/** DSK350 to DSK359: LUKS. In order of code. */
export const ENCRYPTION_RULES: readonly Rule[] = [];
