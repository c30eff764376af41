// What is tested, and the folders one run needs: a profile, a copy of the sample workspace, and the bundled suites.
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import * as esbuild from "esbuild";
import { writeUserSettings } from "./host/server.mjs";

const here = import.meta.dirname;
const root = resolve(here, "../..");

/** The repository, or what DISKO_EXTENSION names: an unpacked .vsix, for example. */
export const EXTENSION = resolve(process.env.DISKO_EXTENSION ?? root);
export const SAMPLE = join(root, "test/workspaces/sample");

const BUILT = [
  "client.cjs",
  "client-web.js",
  "server.cjs",
  "server-worker.js",
  "tree-sitter.wasm",
  "tree-sitter-nix.wasm",
];

/** Throws when something is not built yet, naming it. */
export function requireBuild() {
  const missing = BUILT.filter((name) => !existsSync(join(EXTENSION, "dist", name)));
  if (missing.length > 0)
    throw new Error(`${join(EXTENSION, "dist")} has no ${missing.join(", no ")}: run "npm run build" first`);
}

/**
 * Folders of one run, with a short path because sockets lie below it. `settings`: user settings of its profile. `remove`
 * takes all of it away.
 */
export function createRunFolder(settings = {}) {
  const folder = mkdtempSync(join(tmpdir(), "dsk-"));
  const run = {
    folder,
    workspace: join(folder, "sample"),
    userDataDir: join(folder, "user-data"),
    extensionsDir: join(folder, "extensions"),
    /** The suites write it beside the workspace: mocha's output, and at the very end how it went. */
    report: join(folder, "report.txt"),
    remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }),
  };
  cpSync(SAMPLE, run.workspace, { recursive: true });
  mkdirSync(run.extensionsDir);
  writeUserSettings(run.userDataDir, settings);
  writeFileSync(run.report, "");
  return run;
}

/** Bundles the suites for Node; mocha stays outside, it finds its own files. Returns what --extensionTestsPath takes. */
export async function bundleSuites() {
  // Inside the repository, so that mocha is found.
  const outdir = join(root, ".cache/vscode-suites");
  rmSync(outdir, { recursive: true, force: true });
  await esbuild.build({
    entryPoints: [join(here, "suites/*.ts")],
    outdir,
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node20",
    outExtension: { ".js": ".cjs" },
    external: ["vscode", "mocha"],
    sourcemap: "inline",
    logLevel: "warning",
  });
  return join(outdir, "index.cjs");
}

/**
 * The extension as a browser sees it: without `main`, so that VS Code starts it in the web extension host. The smoke test
 * lies inside; VS Code runs a test in the host of the extension that holds it. Returns both paths.
 */
export async function createWebExtension(folder) {
  const extension = join(folder, "web-extension");
  for (const part of ["dist", "syntaxes", "patterns"])
    cpSync(join(EXTENSION, part), join(extension, part), { recursive: true });
  const { main: _, ...manifest } = JSON.parse(readFileSync(join(EXTENSION, "package.json"), "utf8"));
  writeFileSync(join(extension, "package.json"), JSON.stringify(manifest));
  const tests = join(extension, "smoke.js");
  await esbuild.build({
    entryPoints: [join(here, "web/smoke.ts")],
    outfile: tests,
    bundle: true,
    platform: "browser",
    format: "cjs",
    target: "es2022",
    external: ["vscode"],
    logLevel: "warning",
  });
  return { extension, tests };
}
