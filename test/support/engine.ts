import type { Engine } from "../../server/core/engine.ts";
import { createEngine } from "../../server/core/engine.ts";
import { NO_PATTERNS } from "../../server/core/patterns/pattern.ts";
import { grammarBytes } from "./grammar.ts";
import { memoryFiles } from "./memory-files.ts";

/** An engine over a workspace held in memory: `engineFor({ "/disko.nix": "{ … }" })`. */
export async function engineFor(texts: Readonly<Record<string, string>>): Promise<Engine> {
  return createEngine({ grammar: await grammarBytes(), files: memoryFiles(texts), patterns: NO_PATTERNS });
}
