import { checksumsGivenUp } from "./checksums-given-up.ts";
import { databaseOnCopyOnWrite } from "./database-on-copy-on-write.ts";
import { imageOnCopyOnWrite } from "./image-on-copy-on-write.ts";
import { missingNoatime } from "./missing-noatime.ts";
import { projectFile } from "./project-file.ts";
import type { Rule } from "./rule.ts";
import { storeInSnapshots } from "./store-in-snapshots.ts";
import { uncompressedData } from "./uncompressed-data.ts";

/** DSK4xx: what the tools of the host ask of the layout. In order of code. */
export const TOOLSTACK_RULES: readonly Rule[] = [
  projectFile,
  databaseOnCopyOnWrite,
  imageOnCopyOnWrite,
  storeInSnapshots,
  missingNoatime,
  uncompressedData,
  checksumsGivenUp,
];
