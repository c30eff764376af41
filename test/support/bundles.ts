/** The bundles as users get them; `build-once.ts` made them. */
import { join } from "node:path";
import { inject } from "vitest";

const dist = join(inject("installed"), "dist");

export const bundles = {
  /** The package laid out as npm installs it. */
  installed: inject("installed"),
  folder: dist,
  /** The command line program. */
  program: join(dist, "cli.cjs"),
  /** Commands that serve over stdio: the server alone, and through the CLI. */
  server: [process.execPath, join(dist, "server.cjs"), "--stdio"],
  cli: [process.execPath, join(dist, "cli.cjs"), "lsp", "--stdio"],
  worker: join(dist, "server-worker.js"),
} as const;
