import { degradedForEver } from "./degraded-for-ever.ts";
import { noChecksumsOnMirror } from "./no-checksums-on-mirror.ts";
import { noScrub } from "./no-scrub.ts";
import type { Rule } from "./rule.ts";
import { scrubTwice } from "./scrub-twice.ts";

/** DSK5xx: what puts data at risk. In order of code. */
export const DURABILITY_RULES: readonly Rule[] = [noChecksumsOnMirror, degradedForEver, noScrub, scrubTwice];
