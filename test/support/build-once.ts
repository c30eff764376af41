/**
 * Vitest's global set-up: the bundles as users get them, built once for the whole run into a folder of their own (so that
 * no stale `dist` is tested), laid out like an installed package. Tests find it through `bundles.ts`.
 */
import { chmodSync, copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { build } from "../../build.mjs";

declare module "vitest" {
  interface ProvidedContext {
    /** The installed package: `package.json` and `dist/`. */
    readonly installed: string;
  }
}

export default async function setup(project: TestProject): Promise<() => void> {
  const home = mkdtempSync(join(tmpdir(), "disko-toolstack-"));
  // Some tests run the program as another user.
  chmodSync(home, 0o755);
  copyFileSync(join(import.meta.dirname, "../../package.json"), join(home, "package.json"));
  await build({ outDir: join(home, "dist") });
  project.provide("installed", home);
  return () => rmSync(home, { recursive: true, force: true });
}
