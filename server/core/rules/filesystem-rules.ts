import type { Rule } from "./rule.ts";

/** DSK330 to DSK339: how filesystems are made, and of which devices. In order of code. */
export const FILESYSTEM_RULES: readonly Rule[] = [];
