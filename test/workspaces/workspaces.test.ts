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
  globSync(["**/*.nix", "**/.disko-toolstack.yaml"], { cwd: import.meta.dirname, dot: true })
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
  for (const path of Object.keys(texts).filter((p) => p.startsWith(`/${folder}/`) && p.endsWith(".nix"))) {
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
      "/sample/hosts/draco/disko.nix",
    ]);
    expect(findings.map(show).sort()).toEqual([
      '/sample/hosts/atlas/disko.nix:10 error DSK106 "1GB"',
      "/sample/hosts/atlas/disko.nix:15 error DSK101 mountPoint",
      '/sample/hosts/atlas/disko.nix:24 warning DSK204 "compress=zstd"',
      '/sample/hosts/atlas/disko.nix:25 warning DSK203 "compress=zstd:19"',
      '/sample/hosts/atlas/disko.nix:25 warning DSK204 "compress=zstd:19"',
      '/sample/hosts/atlas/disko.nix:26 error DSK201 "compres=zstd"',
      '/sample/hosts/atlas/disko.nix:28 warning DSK204 "nodatacow"',
      '/sample/hosts/cirrus/disko.nix:29 info DSK216 "/boot"',
      '/sample/hosts/cirrus/disko.nix:46 warning DSK206 "relatime"',
      '/sample/hosts/cirrus/disko.nix:47 error DSK304 "/var/log/"',
      '/sample/hosts/cirrus/disko.nix:49 hint DSK204 "autodefrag"',
      "/sample/hosts/cirrus/disko.nix:51 warning DSK305 mountOptions",
      "/sample/hosts/cirrus/disko.nix:55 error DSK303 postCreateHook",
      '/sample/hosts/draco/disko.nix:25 info DSK404 "@"',
      '/sample/hosts/draco/disko.nix:25 warning DSK402 "@"',
      '/sample/hosts/draco/disko.nix:30 warning DSK204 "compress=zstd"',
      '/sample/hosts/draco/disko.nix:34 warning DSK204 "compress=zstd"',
      '/sample/hosts/draco/disko.nix:38 warning DSK204 "nodatacow"',
      '/sample/hosts/draco/disko.nix:38 warning DSK401 "nodatacow"',
      '/sample/modules/btrfs-options.nix:8 error DSK205 "inode_cache"',
    ]);
  });
});

describe("examples", () => {
  test("before.nix: compression is off everywhere and nodatacow does nothing", () => {
    const findings = findingsOf("/examples/before.nix");
    expect(findings.map(show)).toEqual([
      '/examples/before.nix:30 warning DSK204 "compress=zstd"',
      '/examples/before.nix:34 warning DSK204 "compress=zstd"',
      '/examples/before.nix:38 warning DSK204 "nodatacow"',
    ]);
    const [home, nix, postgres] = findings.map(({ message }) => message);
    expect(home).toMatch(/no effect on @home.*compression is off everywhere/);
    expect(nix).toMatch(/no effect on @nix.*compression is off everywhere/);
    expect(postgres).toMatch(
      /`nodatacow` has no effect on @postgres.*copy-on-write is on.*\/var\/lib\/postgresql .* \+C/,
    );
  });

  test("after-performance.nix is clean", () => {
    expect(findingsOf("/examples/after-performance.nix")).toEqual([]);
  });
});

function findingsOf(path: string): readonly Finding[] {
  return engine.check(path, DEFAULT_SETTINGS).findings;
}
