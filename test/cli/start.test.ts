// `npm start` is the first thing that anybody sees: the whole main job on the sample workspace.
import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { diskoFile, ROOT, workspace } from "./program.ts";

let folder = "";
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function start(words: readonly string[], cwd = ROOT) {
  const run = spawnSync(process.execPath, [join(ROOT, "start.mjs"), ...words], { cwd, encoding: "utf8" });
  return { ...run, headings: run.stdout.match(/^== .*/gm) ?? [] };
}

test("on the sample: toolstack, findings, the diff of an optimized layout", { timeout: 120_000 }, () => {
  const { status, stdout, stderr, headings } = start([]);
  expect(stderr).not.toContain("disko-toolstack:");
  expect(status).toBe(0);
  expect(headings).toEqual([
    "== What the hosts run",
    "== What is wrong with their layouts",
    "== What would be better: test/workspaces/sample/hosts/draco/disko.nix",
  ]);
  expect(stdout).toContain("PostgreSQL: certain, by option");
  expect(stdout).toMatch(/error DSK\d{3}: /);
  expect(stdout).toContain('+                mountOptions = [ "compress=zstd:1" "noatime" ];');
  expect(stderr).toContain("Plan for test/workspaces/sample/hosts/draco/disko.nix on draco\n");
});

test("on a folder of one's own: every layout, for the first of its hosts", { timeout: 120_000 }, () => {
  const layout = diskoFile(`"@" = { mountpoint = "/"; mountOptions = [ "compress=zstd" "noatime" ]; };`);
  folder = workspace({
    "flake.nix": `{
  outputs = { nixpkgs, ... }: {
    nixosConfigurations.atlas = nixpkgs.lib.nixosSystem { modules = [ ./shared.nix ]; };
    nixosConfigurations.borealis = nixpkgs.lib.nixosSystem { modules = [ ./shared.nix ]; };
  };
}
`,
    "shared.nix": layout,
    "spare/disko.nix": layout,
  });
  const { status, stderr, headings } = start([".", "--priority", "space", "--tool", "ccache"], folder);
  expect(stderr).not.toContain("disko-toolstack:");
  expect(status).toBe(0);
  expect(headings).toEqual([
    "== What the hosts run",
    "== What is wrong with their layouts",
    "== What would be better: shared.nix (for atlas; borealis with --host)",
    "== What would be better: spare/disko.nix",
  ]);
  expect(stderr).toContain("Plan for shared.nix on atlas\n  priority space, ");
});
