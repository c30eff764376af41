import type { Rule } from "./rule.ts";

/** DSK5xx: what puts data at risk. In order of code. */
export const DURABILITY_RULES: readonly Rule[] = [];
