// Bundles everything into dist/: the extension (node and web), the language server (node and worker), the CLI, and the
// two wasm files beside them. `node build.mjs --minify` for a release.
import { chmodSync, copyFileSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import * as esbuild from "esbuild";
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

/** Builds everything into `outDir`. Throws, with esbuild's messages printed, when a bundle fails. */
export async function build({ outDir = join(here, "dist"), minify = false } = {}) {
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
        legalComments: "none",
        logLevel: "warning",
      }),
    ),
  );
  chmodSync(join(outDir, "cli.cjs"), 0o755);
  return outDir;
}

if (process.argv[1] === import.meta.filename) await build({ minify: process.argv.includes("--minify") });
