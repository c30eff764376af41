/** The language server on Node: over the IPC that VS Code opens, or over stdio, as the arguments of the process say. */
import { readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { createConnection, ProposedFeatures } from "vscode-languageserver/node";
import { nativePath } from "../cli/paths.ts";
import type { Files } from "../core/files.ts";
import { type Edge, startServer } from "../lsp/server.ts";
import { BUNDLED_PATTERNS } from "./bundled-patterns.ts";
import { diskFiles } from "./disk-files.ts";

const here = dirname(fileURLToPath(import.meta.url));

/** Starts to serve; the process ends when the client says so or hangs up. The two wasm files lie beside the bundle. */
export function startNodeServer(): void {
  const connection = createConnection(ProposedFeatures.all);
  // A promise that nobody waits for must not end the session of every open file.
  process.on("unhandledRejection", (reason) => connection.console.error(`A bug of disko-toolstack: ${reason}`));
  startServer(connection, {
    loadGrammar: () => ({ runtime: bytes("tree-sitter.wasm"), language: bytes("tree-sitter-nix.wasm") }),
    disk: currentFiles(),
    patterns: BUNDLED_PATTERNS,
  });
}

function bytes(name: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(readFileSync(join(here, name)));
}

/** The disk, where a file that changed is read again by itself: not every client watches files. */
function currentFiles(): Files & Required<Edge>["disk"] {
  const disk = diskFiles();
  const stamps = new Map<string, string>();
  return {
    read(path) {
      const stamp = stampOf(path);
      if (stamps.get(path) !== stamp) {
        disk.invalidate(path);
        stamps.set(path, stamp);
      }
      return disk.read(path);
    },
    invalidate: (path) => disk.invalidate(path),
  };
}

/** Differs when a file was written, replaced, created, removed or given other rights. */
function stampOf(path: string): string {
  try {
    // Most paths that are looked for are absent, and an error for each costs more than the look itself.
    const status = statSync(nativePath(path), { throwIfNoEntry: false });
    if (status === undefined) return "absent";
    return [status.mtimeMs, status.ctimeMs, status.size, status.ino, status.mode].join(" ");
  } catch (error) {
    return error instanceof Error && "code" in error ? String(error.code) : "unknown";
  }
}
