import type { Engine } from "../../server/core/engine.ts";
import { createEngine } from "../../server/core/engine.ts";
import { grammarBytes } from "./grammar.ts";
import { memoryFiles } from "./memory-files.ts";
import { bundledPatterns } from "./patterns.ts";

/** An engine over a workspace held in memory: `engineFor({ "/disko.nix": "{ … }" })`. */
export async function engineFor(texts: Readonly<Record<string, string>>): Promise<Engine> {
  return createEngine({ grammar: await grammarBytes(), files: memoryFiles(texts), patterns: bundledPatterns() });
}
