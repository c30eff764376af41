/** Whole folders as users have them: every planted problem is found where it is, and nothing else is said. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { globSync } from "tinyglobby";
import { beforeAll, describe, expect, test } from "vitest";
import type { Engine } from "../../server/core/engine.ts";
import { DEFAULT_SETTINGS } from "../../server/core/settings.ts";
import type { Finding } from "../../server/core/text/finding.ts";
import { draw } from "../support/drawings.ts";
import { engineFor } from "../support/engine.ts";

const texts = Object.fromEntries(
  globSync("**/*.nix", { cwd: import.meta.dirname })
    .sort()
    .map((path) => [`/${path}`, readFileSync(join(import.meta.dirname, path), "utf8")]),
);

let engine: Engine;
beforeAll(async () => {
  engine = await engineFor(texts);
});

function check(folder: string): { readonly disko: string[]; readonly findings: Finding[] } {
  const disko: string[] = [];
  const findings = new Map<string, Finding>();
  for (const path of Object.keys(texts).filter((p) => p.startsWith(`/${folder}/`))) {
    const result = engine.check(path, DEFAULT_SETTINGS);
    if (!result.isDisko) continue;
    disko.push(path);
    for (const finding of result.findings)
      findings.set(JSON.stringify([finding.at, finding.code, finding.message]), finding);
  }
  return { disko, findings: [...findings.values()] };
}

/** `path:line:column CODE`, the finding's own text, and its severity. */
function show(finding: Finding): string {
  const text = texts[finding.at.path] ?? "";
  const { line } = draw(text, finding);
  const { start, end } = finding.at.span;
  return `${finding.at.path}:${line} ${finding.severity} ${finding.code} ${text.slice(start, end).split("\n")[0]}`;
}

describe("sample", () => {
  test("finds every planted problem and nothing else", () => {
    const { disko, findings } = check("sample");
    expect(disko).toEqual([
      "/sample/hosts/atlas/disko.nix",
      "/sample/hosts/borealis/disko.nix",
      "/sample/hosts/cirrus/disko.nix",
    ]);
    expect(findings.map(show).sort()).toEqual([]);
  });
});

describe("examples", () => {
  test("before.nix: compression is off everywhere and nodatacow does nothing", () => {
    expect(findingsOf("/examples/before.nix").map(({ message }) => message)).toEqual([]);
  });

  test("after-performance.nix is clean", () => {
    expect(findingsOf("/examples/after-performance.nix")).toEqual([]);
  });
});

function findingsOf(path: string): readonly Finding[] {
  return engine.check(path, DEFAULT_SETTINGS).findings;
}
