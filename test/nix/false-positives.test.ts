/**
 * Real disko takes every layout of test/false-positives: that we are silent there is right. Runs where DISKO_SRC is a
 * checkout of disko and NIXPKGS_LIB says where nixpkgs lies.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { globSync } from "tinyglobby";
import { afterAll, beforeAll, expect, test } from "vitest";
import { argumentsOf, CORRECT, filledIn, LAYOUTS } from "../support/correct-layouts.ts";
import { type Answer, askNix, nixpkgsFolder, nixVersion } from "./real-nix.ts";

const source = process.env.DISKO_SRC;
const why = whyNot();
if (why) console.warn(`SKIPPED: ${why}, correct layouts are not shown to real disko`);

function whyNot(): string | undefined {
  if (!source) return "DISKO_SRC is not set";
  if (!nixVersion()) return "nix-instantiate is not installed";
  return nixpkgsFolder() ? undefined : "NIXPKGS_LIB is not set";
}

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "correct-layouts-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function verdictOn(file: string, standalone: boolean): string {
  const verdict = join(import.meta.dirname, "disko-verdict.nix");
  return `import ${verdict} { disko = ${source}; file = ${file}; standalone = ${standalone}; }`;
}

/** A file that Nix can read by itself: its placeholders filled in, its arguments given. */
function asCalled(name: string, text: string): string {
  const file = join(folder, `${name}.nix`);
  writeFileSync(file, filledIn(text));
  const given = argumentsOf(text);
  if (given === undefined) return file;
  const caller = join(folder, `${name}-called.nix`);
  writeFileSync(caller, `{ ... }: import ${file} ${given}`);
  return caller;
}

/** What is said where neither way of reading a file takes it: as a module of NixOS, as disko's command line does. */
function refusal(name: string, ways: readonly Answer[]): string[] {
  const reasons = ways.flatMap((answer) => (answer.kind === "error" ? [answer.why] : []));
  return reasons.length < ways.length ? [] : [`${name}: ${reasons.join("; ")}`];
}

test.skipIf(why !== undefined)("disko takes every correct layout", { timeout: 600_000 }, async () => {
  const files = LAYOUTS.map(({ name, text }) => asCalled(name, text));
  const answers = await askNix(files.flatMap((file) => [verdictOn(file, false), verdictOn(file, true)]));
  const refused = LAYOUTS.flatMap(({ name }, index) => refusal(name, answers.slice(2 * index, 2 * index + 2)));
  console.log(`${files.length} layouts, ${refused.length} of them refused by disko`);
  expect(refused).toEqual([]);
});

test.skipIf(why !== undefined)("and every host of the workspaces", { timeout: 600_000 }, async () => {
  const hosts = globSync(["workspaces/*/configuration.nix", "workspaces/*/hosts/*/default.nix"], {
    cwd: CORRECT,
  }).sort();
  const answers = await askNix(hosts.map((path) => verdictOn(join(CORRECT, path), false)));
  expect(hosts.flatMap((path, index) => refusal(path, answers.slice(index, index + 1)))).toEqual([]);
});
