/** The bundles as users get them, built for one test file into a folder of its own, so that no stale `dist` is tested. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "../../build.mjs";

/** Milliseconds that a build may take on a machine that is busy with other tests; it takes one second on an idle one. */
export const BUILD_TIMEOUT = 60_000;

export interface Bundles {
  readonly folder: string;
  /** Commands that serve over stdio: the server alone, and through the CLI. */
  readonly server: readonly string[];
  readonly cli: readonly string[];
  readonly worker: string;
  remove(): void;
}

export async function buildBundles(): Promise<Bundles> {
  const folder = mkdtempSync(join(tmpdir(), "disko-toolstack-dist-"));
  await build({ outDir: folder });
  return {
    folder,
    server: [process.execPath, join(folder, "server.cjs"), "--stdio"],
    cli: [process.execPath, join(folder, "cli.cjs"), "lsp", "--stdio"],
    worker: join(folder, "server-worker.js"),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
