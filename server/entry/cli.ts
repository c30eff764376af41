/** The command line program. Everything it needs lies beside it: the two wasm files; it never asks the network. */
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { main } from "../cli/main.ts";
import { messageOf } from "../cli/system-error.ts";
import { complain, type World } from "../cli/world.ts";
import { createEngine } from "../core/engine.ts";
import { BUNDLED_PATTERNS } from "./bundled-patterns.ts";
import { diskFiles } from "./disk-files.ts";

const here = dirname(fileURLToPath(import.meta.url));
const files = diskFiles();

// `disko-toolstack check | head`: the reader has seen enough, that is no error.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  process.exit(error.code === "EPIPE" ? 0 : 2);
});

// The last net, for our own bugs: a line that can be reported, and never a stack.
process.on("uncaughtException", (error) => {
  complain(process, `internal error, please report it: ${messageOf(error)}`);
  process.exit(2);
});

const world: World = {
  cwd: workingFolder(),
  version: version(),
  now: () => performance.now(),
  environment: process.env,
  stdout: process.stdout,
  stderr: process.stderr,
  files,
  openEngine: () =>
    createEngine({
      grammar: { runtime: bytes("tree-sitter.wasm"), language: bytes("tree-sitter-nix.wasm") },
      files,
      patterns: BUNDLED_PATTERNS,
    }),
  startServer: async () => {
    const { startNodeServer } = await import("./node-server.ts");
    await startNodeServer();
  },
};

main(process.argv.slice(2), world).then((exitCode) => {
  process.exitCode = exitCode;
});

/** Node throws where the folder was removed; then every relative path is absent, as it should be. */
function workingFolder(): string {
  try {
    return process.cwd();
  } catch {
    return process.env.PWD ?? "/";
  }
}

function bytes(name: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(readFileSync(join(here, name)));
}

/** The manifest lies beside dist/ in the npm package, in the extension and in a clone. */
function version(): string {
  try {
    const manifest: { readonly version?: string } = JSON.parse(readFileSync(join(here, "../package.json"), "utf8"));
    return manifest.version ?? "unknown";
  } catch {
    return "unknown";
  }
}
