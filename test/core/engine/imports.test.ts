/** A layout spread over files: where findings point, and what is said of files that cannot be had. */
import { expect, test } from "vitest";
import { createEngine } from "../../../server/core/engine.ts";
import type { FileContent } from "../../../server/core/files.ts";
import { NO_PATTERNS } from "../../../server/core/patterns/pattern.ts";
import { DEFAULT_SETTINGS } from "../../../server/core/settings.ts";
import { engineFor } from "../../support/engine.ts";
import { grammarBytes } from "../../support/grammar.ts";
import { memoryFiles } from "../../support/memory-files.ts";

async function findings(texts: Readonly<Record<string, string>>) {
  const engine = await engineFor(texts);
  return engine
    .check("/w/disko.nix", DEFAULT_SETTINGS)
    .findings.map(({ at, code, message }) => [
      code,
      at.path,
      texts[at.path]?.slice(at.span.start, at.span.end),
      message,
    ]);
}

const LAYOUT = 'disko.devices.disk.main = { device = "/dev/vda"; content = import ./content.nix; };';

test("a finding stands in the file where the mistake was typed", async () => {
  const found = await findings({
    "/w/disko.nix": `{ ${LAYOUT} }`,
    "/w/content.nix": `{ type = "btrfs"; subvolumes."@" = { mountpoint = "/"; mountOptions = import ./options.nix; }; }`,
    "/w/options.nix": `[ "noatme" ]`,
  });
  expect(found).toEqual([["DSK201", "/w/options.nix", '"noatme"', expect.stringContaining("noatime")]]);
});

test("a missing file is named where it is imported, even if nothing of the layout is left", async () => {
  expect(await findings({ "/w/disko.nix": `{ disko.devices = import ./gone.nix { }; }` })).toEqual([
    ["DSK107", "/w/disko.nix", "import ./gone.nix", expect.stringContaining("./gone.nix does not exist")],
  ]);
});

test("a module that is imported and missing is named, one that is there is not", async () => {
  const found = await findings({
    "/w/disko.nix": `{ modulesPath, ... }: { imports = [ ./gone.nix ./here.nix (import ./here.nix) "${"$"}{modulesPath}/x.nix" ]; disko.devices = { }; }`,
    "/w/here.nix": "{ }",
  });
  expect(found).toEqual([
    ["DSK107", "/w/disko.nix", "./gone.nix", expect.stringContaining("./gone.nix does not exist")],
  ]);
});

test("a syntax error in an imported file stands there", async () => {
  const found = await findings({
    "/w/disko.nix": `{ ${LAYOUT} }`,
    "/w/content.nix": `{ type = "btrfs"; mountpoint = "/" }`,
  });
  expect(found).toEqual([["DSK100", "/w/content.nix", '"', "Expected `;` after this value."]]);
});

test("a folder without default.nix is a missing file", async () => {
  const found = await findings({ "/w/disko.nix": `{ disko.devices = import ./disks; }`, "/w/disks/a.nix": "{ }" });
  expect(found).toEqual([
    ["DSK107", "/w/disko.nix", "import ./disks", expect.stringContaining("./disks/default.nix does not exist")],
  ]);
});

test("files that need each other's value before they have one are a cycle", async () => {
  const found = await findings({
    "/w/disko.nix": `{ ${LAYOUT} }`,
    "/w/content.nix": "import ./b.nix",
    "/w/b.nix": "import ./content.nix",
  });
  expect(found).toEqual([
    ["DSK107", "/w/b.nix", "import ./content.nix", expect.stringContaining("infinite recursion")],
  ]);
});

test("files that only name each other are none", async () => {
  const found = await findings({
    "/w/disko.nix": `{ ${LAYOUT} name = "/dev/vda"; }`,
    "/w/content.nix": `{ type = "btrfs"; mountpoint = (import ./disko.nix).name; }`,
  });
  expect(found).toEqual([]);
});

test("what cannot be read is said once and quietly, with the reason", async () => {
  const files = memoryFiles({ "/w/disko.nix": `{ ${LAYOUT} }` });
  const secret: FileContent = { kind: "unreadable", why: "permission denied" };
  const engine = await createEngine({
    grammar: await grammarBytes(),
    patterns: NO_PATTERNS,
    files: { read: (path) => (path === "/w/content.nix" ? secret : files.read(path)) },
  });
  const [finding, ...others] = engine.check("/w/disko.nix", DEFAULT_SETTINGS).findings;
  expect(others).toEqual([]);
  expect([finding?.code, finding?.severity, finding?.message]).toEqual([
    "DSK107",
    "info",
    "./content.nix cannot be read: permission denied. What it says of the layout is not checked.",
  ]);
});

test("a file that is still to come is no finding: its path is asked for, and the answer changes when it is there", async () => {
  const texts: Record<string, string> = { "/w/disko.nix": `{ ${LAYOUT} }` };
  const engine = await createEngine({
    grammar: await grammarBytes(),
    patterns: NO_PATTERNS,
    files: { read: (path) => (texts[path] === undefined ? { kind: "pending" } : { kind: "text", text: texts[path] }) },
  });
  const before = engine.check("/w/disko.nix", DEFAULT_SETTINGS);
  expect(before).toMatchObject({ findings: [], pending: expect.arrayContaining(["/w/content.nix"]) });
  texts["/w/content.nix"] = `{ type = "brtfs"; }`;
  const after = engine.check("/w/disko.nix", DEFAULT_SETTINGS);
  expect(after.pending).not.toContain("/w/content.nix");
  expect(after.findings.map(({ code, at }) => [code, at.path])).toEqual([["DSK104", "/w/content.nix"]]);
});

test("an unchanged workspace is not analyzed twice", async () => {
  const reads = new Map<string, number>();
  const files = memoryFiles({ "/w/disko.nix": `{ disko.devices.disk.a = { }; }` });
  const engine = await createEngine({
    grammar: await grammarBytes(),
    patterns: NO_PATTERNS,
    files: {
      read(path) {
        reads.set(path, (reads.get(path) ?? 0) + 1);
        return files.read(path);
      },
    },
  });
  const first = engine.check("/w/disko.nix", DEFAULT_SETTINGS);
  reads.clear();
  const second = engine.check("/w/disko.nix", DEFAULT_SETTINGS);
  expect(second.findings).toEqual(first.findings);
  // A look at each file to see that nothing changed: for the layout, and for the hosts (where the project lies, and who they are).
  expect([...reads.keys()].sort()).toEqual([...first.read].sort());
  expect(Math.max(...reads.values())).toBeLessThanOrEqual(4);
});
