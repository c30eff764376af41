/**
 * How fast the validator is: one file again after each edit, and 200 files beside `nix-instantiate` evaluating disko on the
 * same files, in the same run. Nix needs DISKO_SRC (a checkout of disko) and NIXPKGS_LIB (the `lib` of nixpkgs).
 */
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { bundleProgram } from "./bundle-program.mjs";
import { layoutText } from "./synthetic-layout.mjs";

export const LENGTHS = [300, 1000, 10000];
const FILES = 200;
/** Lines of each of the 200: what published layouts have. */
const USUAL_LENGTH = 90;

const NIX = join(import.meta.dirname, "../nix/disko.nix");

export async function measureChecks(folder) {
  const program = await bundleProgram("check-files.ts", folder);
  const run = (...args) =>
    JSON.parse(execFileSync(process.execPath, [program, ...args], { maxBuffer: 2 ** 26 }).toString());
  const made = mkdtempSync(join(tmpdir(), "disko-bench-"));
  try {
    const long = LENGTHS.map((lines) => {
      const path = join(made, `${lines}.nix`);
      writeFileSync(path, layoutText(lines));
      return path;
    });
    const many = join(made, "many");
    mkdirSync(many);
    const files = Array.from({ length: FILES }, (_, index) => {
      const path = join(many, `${String(index).padStart(3, "0")}.nix`);
      writeFileSync(path, layoutText(USUAL_LENGTH, index));
      return path;
    });
    return { edits: run("edits", ...long), all: { files: FILES, ...run("all", many), ...askNix(files, made) } };
  } finally {
    rmSync(made, { recursive: true, force: true });
  }
}

/** All files in one process of Nix, which is kinder to it than one each; `skipped` says why not. */
function askNix(files, folder) {
  const { DISKO_SRC: disko, NIXPKGS_LIB: lib } = process.env;
  if (!disko || !lib) return { skipped: "DISKO_SRC and NIXPKGS_LIB are not set" };
  const nixpkgs = existsSync(join(lib, "default.nix")) ? dirname(lib) : lib;
  const expression = join(folder, "all.nix");
  const each = files.map((file) => `(import ${NIX} { file = ${file}; standalone = true; })`);
  writeFileSync(expression, `map (one: { inherit (one) fileSystems create; }) [\n${each.join("\n")}\n]\n`);
  const args = ["--eval", "--strict", "--json", expression, "-I", `nixpkgs=${nixpkgs}`, "-I", `disko=${disko}`];
  const start = performance.now();
  try {
    execFileSync("nix-instantiate", args, { maxBuffer: 2 ** 28, env: { ...process.env, NIX_PATH: "" }, stdio: "pipe" });
  } catch (error) {
    return { skipped: `nix-instantiate: ${String(error.stderr ?? error.message).slice(0, 300)}` };
  }
  return { nixMs: performance.now() - start };
}
