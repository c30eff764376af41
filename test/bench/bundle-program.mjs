/** A program of the bench as one file, with what it needs beside it: each measurement is a fresh process. */
import { copyFileSync } from "node:fs";
import { basename, join } from "node:path";
import * as esbuild from "esbuild";
import { patternsPlugin, readPatterns } from "../../build.mjs";
import { buildGrammar } from "../../grammar.mjs";

/** `source`: a file of this folder. Gives the path of the program in `folder`. */
export async function bundleProgram(source, folder) {
  const program = join(folder, `${basename(source, ".ts")}.cjs`);
  await esbuild.build({
    absWorkingDir: join(import.meta.dirname, "../.."),
    entryPoints: [`test/bench/${source}`],
    outfile: program,
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node20",
    define: { "import.meta.url": "__metaUrl" },
    banner: { js: 'const __metaUrl = require("node:url").pathToFileURL(__filename).href;' },
    plugins: [patternsPlugin(await readPatterns())],
    logLevel: "warning",
  });
  const grammar = await buildGrammar();
  copyFileSync(grammar.runtime, join(folder, "tree-sitter.wasm"));
  copyFileSync(grammar.language, join(folder, "tree-sitter-nix.wasm"));
  return program;
}
