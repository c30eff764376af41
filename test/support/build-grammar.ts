import { buildGrammar } from "../../grammar.mjs";

/** Vitest's global set-up: every suite may load the grammar. */
export default async function setup(): Promise<void> {
  await buildGrammar();
}
