/** The pattern database as the build bundles it, read from the YAML files themselves. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { globSync } from "tinyglobby";
import type { PatternData } from "../../server/core/patterns/pattern.ts";
import { type PatternFile, readPatternFiles } from "../../server/core/patterns/pattern-files.ts";

const folder = join(import.meta.dirname, "../../patterns");
let data: PatternData | undefined;

export function patternFiles(): PatternFile[] {
  return globSync(["categories.yaml", "tools/**/*.yaml"], { cwd: folder })
    .sort()
    .map((path) => ({ path, text: readFileSync(join(folder, path), "utf8") }));
}

/** Read once for a test file. Throws where a file of the database is wrong. */
export function bundledPatterns(): PatternData {
  if (data) return data;
  const read = readPatternFiles(patternFiles());
  if (read.problems.length > 0) throw new Error(read.problems.join("\n"));
  data = read.data;
  return data;
}
