import { rmSync } from "node:fs";
import { afterEach, describe, expect, test } from "vitest";
import { diskoFile, program, type Run, workspace } from "./program.ts";

let folder = "";
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function evaluate(nix: string, ...words: string[]): Promise<Run> {
  folder = workspace({ "a.nix": nix, "b.nix": '{ fromImport = "yes"; }' });
  return program(["eval", "a.nix", ...words], { cwd: folder });
}

describe("eval prints strict JSON", () => {
  test.each<[nix: string, words: string[], json: unknown]>([
    ['{ a = [ 1 2.5 true null "x" ]; }', [], { a: [1, 2.5, true, null, "x"] }],
    ["{ f = x: x; }", [], { f: { $function: true } }],
    ['{ lib }: lib.genAttrs [ "@" ] (n: n + "!")', [], { "@": "@!" }],
    ["{ a ? 1, b ? a + 1 }: { inherit a b; }", [], { a: 1, b: 2 }],
    ["{ a ? 1, b ? a + 1 }: { inherit a b; }", ["--args", '{"a":41}'], { a: 41, b: 42 }],
    ["{ disks, ... }: map (d: { device = d; }) disks", ["--args", '{"disks":["/dev/vda"]}'], [{ device: "/dev/vda" }]],
    ["{ a.b.c = 3; }", ["--attr", "a.b.c"], 3],
    ['{ a."x.y" = 3; }', ["--attr", 'a."x.y"'], 3],
    ["import ./b.nix", ["--attr", "fromImport"], "yes"],
  ])("%s %j", async (nix, words, json) => {
    const { code, stdout, stderr } = await evaluate(nix, ...words);
    expect({ code, stderr, json: JSON.parse(stdout) }).toEqual({ code: 0, stderr: "", json });
  });

  test("integers are exact", async () => {
    expect((await evaluate("9223372036854775807")).stdout).toBe("9223372036854775807\n");
  });

  test("what is not known says why", async () => {
    const { code, stdout } = await evaluate('{ device, ... }: { inherit device; size = "1G"; }');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual({ device: { $unknown: expect.stringContaining("device") }, size: "1G" });
  });
});

describe("what cannot be answered is one line and exit code 2", () => {
  test.each<[what: string, nix: string, words: string[], stderr: RegExp]>([
    ["a missing attribute", "{ a = 1; }", ["--attr", "a.b"], /^disko-toolstack: a\.nix: .*\bb\b.*\n$/],
    ["a syntax error", "{ a = ; }", [], /^disko-toolstack: a\.nix:1:\d+: .*\n$/],
  ])("%s", async (_, nix, words, stderr) => {
    const result = await evaluate(nix, ...words);
    expect(result).toMatchObject({ code: 2, stdout: "" });
    expect(result.stderr).toMatch(stderr);
  });

  test.each(["missing.nix", "."])("%s", async (path) => {
    folder = workspace({});
    const { code, stdout, stderr } = await program(["eval", path], { cwd: folder });
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr.startsWith(`disko-toolstack: ${path} `), stderr).toBe(true);
    expect(stderr.trimEnd()).not.toContain("\n");
  });
});

describe("explain", () => {
  test.each(["DSK100", "dsk100", "syntax-error"])("%s is the page of its rule", async (topic) => {
    const { code, stdout, stderr } = await program(["explain", topic]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatch(/^DSK100 syntax-error\n/);
    expect(stdout).not.toMatch(/```|\*\*|\]\(/);
  });

  test.each(["compress", "compress=zstd:3", "nodatacow", "x-systemd.automount"])(
    "%s is a mount option",
    async (topic) => {
      const { code, stdout, stderr } = await program(["explain", topic]);
      expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
      expect(stdout).toContain(topic.replace(/=.*/, ""));
    },
  );

  test.each([
    ["postgresql", "PostgreSQL"],
    ["database", "Databases"],
  ])("%s is a tool, or a category of them", async (topic, title) => {
    const { code, stdout, stderr } = await program(["explain", topic]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout.split("\n")[0]).toBe(title);
    expect(stdout).not.toMatch(/```|\*\*|\]\(|^\|/m);
  });

  test("lines are not longer than a page", async () => {
    const { stdout } = await program(["explain", "compress"]);
    const prose = stdout.split("\n").filter((line) => !line.startsWith("    ") && !line.includes("://"));
    expect(prose.filter((line) => line.length > 100)).toEqual([]);
  });
});

describe("help and version", () => {
  test("--version is the version of the package", async () => {
    const { default: manifest } = await import("../../package.json");
    expect(await program(["--version"])).toEqual({
      code: 0,
      signal: null,
      stdout: `${manifest.version}\n`,
      stderr: "",
    });
  });

  test.each([
    ["--help"],
    ...["check", "generate", "profile", "eval", "explain", "lsp"].map((command) => [command, "--help"]),
  ])("%s %s", async (...words) => {
    const { code, stdout, stderr } = await program(words.filter((word) => word !== undefined));
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatch(/^Usage: disko-toolstack/);
  });

  test("every example in the help runs", async () => {
    const { stdout } = await program(["--help"]);
    const examples = stdout.split("\n").filter((line) => line.startsWith("  disko-toolstack "));
    expect(examples.length).toBeGreaterThan(4);
    folder = workspace({
      "disko.nix": diskoFile(`"@" = { mountpoint = "/"; };`),
      "hosts/a.nix": "{ }",
      "flake.nix": `{
  outputs = { nixpkgs, ... }: {
    nixosConfigurations.atlas = nixpkgs.lib.nixosSystem { modules = [ ./disko.nix ]; };
  };
}`,
    });
    for (const example of examples) {
      const words = [...example.replace(/ {3,}.*$/, "").matchAll(/'([^']*)'|(\S+)/g)].map((m) => m[1] ?? m[2] ?? "");
      const { code, stderr } = await program(words.slice(1), { cwd: folder });
      expect({ code, stderr }, example).toEqual({ code: 0, stderr: expect.not.stringContaining("disko-toolstack:") });
    }
  });
});
