/** The npm package as its users get it: packed, installed somewhere else, and run by its name. */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { bundles } from "../support/bundles.ts";
import { ROOT } from "./program.ts";

const folder = mkdtempSync(join(tmpdir(), "disko-toolstack-installed-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("npm installs a program that runs by its name", () => {
  const npm = (words: readonly string[], cwd: string): string =>
    execFileSync("npm", [...words, "--ignore-scripts", "--offline"], {
      cwd,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
  const archive = npm(["pack", bundles.installed, "--pack-destination", folder], ROOT).trim().split("\n").at(-1) ?? "";
  const user = join(folder, "user");
  mkdirSync(user);
  writeFileSync(join(user, "package.json"), "{}");
  npm(["install", join(folder, archive), "--no-audit", "--no-fund"], user);
  const program = join(user, "node_modules/.bin/disko-toolstack");
  const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { version: string };
  expect(execFileSync(program, ["--version"], { encoding: "utf8" }).trim()).toBe(version);
});
