/**
 * Our language server and bash-language-server side by side, each through `lsp-bench.mjs`: a layout and a script of about
 * the same length. An edit of another file of the layout's closure is measured for ours only: bash-language-server has none.
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeWorkspace } from "./synthetic-workspace.mjs";

/** Newest when this was written; see the recipe in README.md. */
const BASH_LANGUAGE_SERVER = "bash-language-server@5.8.1";
const LINES = 300;
/** Nix files around the layout. */
const FILES = 1000;

/** The folder it is installed in; undefined where the registry cannot be reached. */
export function installBashServer(folder) {
  mkdirSync(folder, { recursive: true });
  try {
    execFileSync("npm", ["install", "--prefix", folder, "--no-audit", "--no-fund", BASH_LANGUAGE_SERVER], {
      stdio: "ignore",
    });
    return folder;
  } catch {
    return undefined;
  }
}

/** `program`: our CLI. `bash`: the folder of bash-language-server. Reports as `lsp-bench.mjs --json` gives them. */
export async function measureServers(program, bash) {
  const folder = mkdtempSync(join(tmpdir(), "disko-bench-"));
  try {
    const workspace = writeWorkspace(folder, FILES);
    const layout = join(folder, workspace.disko);
    const ours = measure([
      ...["--cmd", `${process.execPath} ${program} lsp --stdio`, "--pull", "--file", layout],
      ...["--other", join(folder, workspace.own)],
    ]);
    if (bash === undefined) return { ours, other: undefined };
    const script = join(folder, "script.sh");
    writeFileSync(script, bashScript());
    const command = `${process.execPath} ${join(bash, "node_modules/.bin/bash-language-server")} start`;
    // Without shellcheck it finds what its own parser finds: a syntax error has to be there.
    const other = measure(["--cmd", command, "--file", script, "--lang", "shellscript"]);
    return { ours, other };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function measure(options) {
  const bench = join(import.meta.dirname, "lsp-bench.mjs");
  return JSON.parse(execFileSync(process.execPath, [bench, "--json", ...options]).toString());
}

function bashScript() {
  const lines = Array.from({ length: LINES }, (_, index) =>
    index % 6 === 0
      ? `step_${index}() {`
      : index % 6 === 5
        ? "}"
        : `  echo "step ${index}: \${HOME}/$1" | tee -a /tmp/log`,
  );
  return `#!/usr/bin/env bash\nset -euo pipefail\n${lines.join("\n")}\n`;
}
