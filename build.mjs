// Bundles everything into dist/: the extension (node and web), the language server (node and worker), the CLI, and the
// two wasm files beside them, with the pattern database inside. `node build.mjs --minify` for a release.
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import * as esbuild from "esbuild";
import { globSync } from "tinyglobby";
import { buildGrammar } from "./grammar.mjs";

const here = import.meta.dirname;

/** esbuild's CJS output knows no import.meta.url; web-tree-sitter asks for it. */
const META_URL = {
  define: { "import.meta.url": "__metaUrl" },
  banner: { js: 'const __metaUrl = require("node:url").pathToFileURL(__filename).href;' },
};
const NODE = { platform: "node", format: "cjs", target: "node20", ...META_URL };
const BROWSER = { platform: "browser", target: "es2022", define: { "import.meta.url": '""' } };

/** @type {readonly (import("esbuild").BuildOptions & { entry: string, out: string })[]} */
const BUNDLES = [
  { entry: "client/extension.ts", out: "client.cjs", ...NODE, external: ["vscode"] },
  { entry: "client/extension-web.ts", out: "client-web.js", ...BROWSER, format: "cjs", external: ["vscode"] },
  { entry: "server/entry/node.ts", out: "server.cjs", ...NODE },
  {
    entry: "server/entry/worker.ts",
    out: "server-worker.js",
    ...BROWSER,
    format: "iife",
    external: ["fs/promises", "module"],
  },
  { entry: "server/entry/cli.ts", out: "cli.cjs", ...NODE, banner: { js: `#!/usr/bin/env node\n${NODE.banner.js}` } },
];

/**
 * The pattern database, read and checked by the same TypeScript that reads a user's patterns. Throws with one line
 * `file:line: message` for each thing that is wrong in it.
 */
export async function readPatterns(folder = join(here, "patterns")) {
  const temporary = mkdtempSync(join(tmpdir(), "disko-toolstack-build-"));
  try {
    const reader = join(temporary, "read-patterns.mjs");
    await esbuild.build({
      absWorkingDir: here,
      entryPoints: ["server/core/patterns/pattern-files.ts"],
      outfile: reader,
      bundle: true,
      // What core is written for; and YAML's build for browsers is the one that bundles as ESM.
      platform: "browser",
      format: "esm",
      target: "node20",
      logLevel: "warning",
    });
    const { readPatternFiles } = await import(pathToFileURL(reader).href);
    return checkedPatterns(readPatternFiles, folder);
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

function checkedPatterns(readPatternFiles, folder) {
  const files = globSync(["categories.yaml", "tools/**/*.yaml"], { cwd: folder })
    .sort()
    .map((path) => ({ path, text: readFileSync(join(folder, path), "utf8") }));
  const { data, problems } = readPatternFiles(files);
  if (problems.length > 0) throw new Error(problems.map((line) => `patterns/${line}`).join("\n"));
  return data;
}

/** Lets bundles import the database as a module that stands in no file. */
export function patternsPlugin(data) {
  return {
    name: "patterns",
    setup(bundle) {
      bundle.onResolve({ filter: /^disko-toolstack:patterns$/ }, ({ path }) => ({ path, namespace: "patterns" }));
      bundle.onLoad({ filter: /.*/, namespace: "patterns" }, () => ({
        contents: JSON.stringify(data),
        loader: "json",
      }));
    },
  };
}

/**
 * Builds everything into `outDir`, with the pattern database of the folder `patterns`. Throws when a bundle fails, with
 * esbuild's messages printed, and when the pattern database is wrong.
 */
export async function build({ outDir = join(here, "dist"), minify = false, patterns = join(here, "patterns") } = {}) {
  const database = patternsPlugin(await readPatterns(patterns));
  mkdirSync(outDir, { recursive: true });
  const grammar = await buildGrammar();
  copyFileSync(grammar.runtime, join(outDir, "tree-sitter.wasm"));
  copyFileSync(grammar.language, join(outDir, "tree-sitter-nix.wasm"));
  await Promise.all(
    BUNDLES.map(({ entry, out, ...options }) =>
      esbuild.build({
        ...options,
        absWorkingDir: here,
        entryPoints: [entry],
        outfile: join(outDir, out),
        bundle: true,
        minify,
        sourcemap: minify ? false : "linked",
        plugins: [database],
        legalComments: "none",
        logLevel: "warning",
      }),
    ),
  );
  chmodSync(join(outDir, "cli.cjs"), 0o755);
  return outDir;
}

if (process.argv[1] === import.meta.filename) {
  try {
    await build({ minify: process.argv.includes("--minify") });
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
