import { readFileSync } from "node:fs";
import { buildGrammar } from "../../grammar.mjs";

/** The bytes that `createParser` and `createEngine` take. */
export async function grammarBytes(): Promise<{ runtime: Uint8Array<ArrayBuffer>; language: Uint8Array<ArrayBuffer> }> {
  const paths = await buildGrammar();
  return {
    runtime: new Uint8Array(readFileSync(paths.runtime)),
    language: new Uint8Array(readFileSync(paths.language)),
  };
}
