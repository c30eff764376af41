/** Workspaces that nobody makes on purpose: each question about them ends, and what cannot be known is said to be unknown. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { createEngine, type Engine, type ProfileResult } from "../../../server/core/engine.ts";
import { DEFAULT_SETTINGS } from "../../../server/core/settings.ts";
import { diskFiles } from "../../../server/entry/disk-files.ts";
import { engineFor } from "../../support/engine.ts";
import { grammarBytes } from "../../support/grammar.ts";
import { bundledPatterns } from "../../support/patterns.ts";

const FLAKE =
  "{ outputs = { nixpkgs, ... }: { nixosConfigurations.a = nixpkgs.lib.nixosSystem { modules = [ ./a.nix ]; }; }; }";
const POSTGRESQL = "services.postgresql.enable = true;";

function toolsOf({ hosts }: ProfileResult): unknown {
  return hosts.map(({ toolstack }) => toolstack.tools.map(({ pattern }) => pattern.id));
}

async function profileOf(texts: Readonly<Record<string, string>>): Promise<ProfileResult> {
  return (await engineFor({ "/w/flake.nix": FLAKE, ...texts })).profile("/w", DEFAULT_SETTINGS);
}

describe("a value that never ends does not take the host with it", () => {
  test.each([
    ["calls itself", "let f = x: f x; in f 1"],
    ["grows by calling itself", "let f = x: [ (f (x ++ x)) ]; in builtins.head (f [ 1 ])"],
    ["doubles a text", 'builtins.foldl\' (text: _: text + text) "x" (builtins.genList (n: n) 60)'],
    ["doubles a list", "builtins.length (builtins.foldl' (list: _: list ++ list) [ 1 ] (builtins.genList (n: n) 60))"],
    [
      "doubles a set",
      "let f = n: if n == 0 then 1 else { a = f (n - 1); b = f (n - 1); }; in builtins.deepSeq (f 60) 1",
    ],
    ["has a billion items", "builtins.length (map (n: n + 1) (builtins.genList (n: n) 1000000000))"],
    ["replicates without end", 'builtins.concatStringsSep "" (lib.replicate 1000000000 "x")'],
    ["recurses through a functor", "let s = { __functor = self: x: self x; }; in s 1"],
    ["recurses through a text", 'let x = "${x}"; in x'],
    ["matches with a jealous pattern", `builtins.match "(a*)*b" "${"a".repeat(5000)}"`],
    [
      "closes without end",
      "builtins.genericClosure { startSet = [ { key = 0; } ]; operator = i: [ { key = i.key + 1; } { key = i.key * 2; } ]; }",
    ],
    ["fixes nothing", "lib.fix (self: self // { a = self.a; })"],
  ])(
    "%s",
    async (_, value) => {
      const found = await profileOf({
        "/w/a.nix": `{ lib, ... }: { ${POSTGRESQL} services.mysql.enable = ${value} == 7; }`,
      });
      // What else the host says counts, unless the value has spent all that is spent on one host. Of what never ends
      // nothing is claimed.
      expect(found.hosts).toHaveLength(1);
      const certain = found.hosts.flatMap(({ toolstack }) =>
        toolstack.tools.filter((tool) => tool.certainty === "certain"),
      );
      expect(["", "postgresql"]).toContain(certain.map(({ pattern }) => pattern.id).join());
    },
    120_000,
  );
});

describe("modules that import without end", () => {
  test.each([
    [
      "itself by other paths",
      {
        "/w/a.nix": `{ imports = [ ./a.nix ./b/../a.nix ./b/c.nix ]; ${POSTGRESQL} }`,
        "/w/b/c.nix": "import ../a.nix",
      },
    ],
    [
      "a fan that is ten wide",
      {
        "/w/a.nix": `{ imports = [ (import ./f.nix 0) ]; ${POSTGRESQL} }`,
        "/w/f.nix": "n: { imports = builtins.genList (i: import ./f.nix (n * 10 + i)) 10; }",
      },
    ],
    [
      "the folder that it stands in",
      {
        "/w/a.nix": `{ imports = map (name: ./. + "/\${name}") (builtins.attrNames (builtins.readDir ./.)); ${POSTGRESQL} }`,
      },
    ],
  ])(
    "%s",
    async (_, texts) => {
      expect(toolsOf(await profileOf(texts))).toEqual([expect.arrayContaining(["postgresql"])]);
    },
    120_000,
  );
});

describe("texts that are too much", () => {
  test("a set of a hundred thousand attributes", async () => {
    const many = Array.from({ length: 100_000 }, (_, index) => `a${index}.b = ${index};`).join("\n");
    expect((await profileOf({ "/w/a.nix": `{ ${POSTGRESQL}\n${many} }` })).hosts).toHaveLength(1);
  }, 120_000);

  test("one line of a megabyte", async () => {
    const found = await profileOf({ "/w/a.nix": `{ ${POSTGRESQL} x = [ ${"1 ".repeat(500_000)} ]; }` });
    expect(toolsOf(found)).toEqual([["postgresql"]]);
  }, 120_000);

  test("words in a row that might be a path up to their last letter", async () => {
    const found = await profileOf({ "/w/a.nix": `{ ${POSTGRESQL} x = ${"a.".repeat(300_000)}a/ ; }` });
    expect(found.hosts).toHaveLength(1);
  }, 120_000);
});

describe("on a real disk", () => {
  const folders: string[] = [];
  afterEach(() => {
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
  });

  async function onDisk(texts: Readonly<Record<string, string>>): Promise<{ folder: string; engine: Engine }> {
    const folder = realpathSync(mkdtempSync(join(tmpdir(), "disko-hostile-")));
    folders.push(folder);
    for (const [name, text] of Object.entries(texts)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    const engine = await createEngine({
      grammar: await grammarBytes(),
      files: diskFiles(),
      patterns: bundledPatterns(),
    });
    return { folder, engine };
  }

  test("links that lead back are not followed for ever", async () => {
    const { folder, engine } = await onDisk({ "a/configuration.nix": `{ ${POSTGRESQL} }` });
    symlinkSync(folder, join(folder, "a/up"));
    symlinkSync(join(folder, "b"), join(folder, "b"));
    symlinkSync("..", join(folder, "a/above"));
    expect(toolsOf(engine.profile(folder, DEFAULT_SETTINGS))).toEqual([["postgresql"]]);
  });

  test("a file of a hundred megabytes is refused unread, bytes are no text, and the rest counts", async () => {
    const { folder, engine } = await onDisk({
      "flake.nix": FLAKE,
      "a.nix": `{ imports = [ ./huge.nix ./binary.nix ]; ${POSTGRESQL} }`,
      "huge.nix": "",
      "binary.nix": "\u0000\u0001\u0002",
    });
    // Without taking the room on the disk.
    truncateSync(join(folder, "huge.nix"), 100 * 1024 * 1024);
    const found = engine.profile(folder, DEFAULT_SETTINGS);
    expect(toolsOf(found)).toEqual([["postgresql"]]);
    const why = found.hosts.flatMap(({ toolstack }) => toolstack.unknown.map((note) => note.why)).join("\n");
    expect(why).toContain("larger than 2.0 MiB");
    expect(why).toContain("not text");
  });
});

test("of a flake of a hundred thousand hosts some hundreds count, and it is said that others are left out", async () => {
  const engine = await engineFor({
    "/w/flake.nix": `{ outputs = { nixpkgs, ... }: { nixosConfigurations = nixpkgs.lib.genAttrs
      (nixpkgs.lib.genList (n: "h\${toString n}") 100000) (_: nixpkgs.lib.nixosSystem { modules = [ ./a.nix ]; }); }; }`,
    "/w/a.nix": `{ ${POSTGRESQL} }`,
  });
  const settings = { ...DEFAULT_SETTINGS, selection: { ...DEFAULT_SETTINGS.selection, host: "h7" } };
  const found = engine.profile("/w", settings);
  expect(toolsOf(found)).toEqual([["postgresql"]]);
  expect(found.unknown.map(({ why }) => why)).toEqual([expect.stringContaining("99500 more hosts are left out")]);
}, 120_000);
