// `profile` from end to end: the program as it is shipped, on configurations as users have them.
import { rmSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { diskoFile, program, type Run, workspace } from "./program.ts";
import { JsonReport, ProfileReport } from "./report-schema.ts";

let folder = "";
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function profile(words: readonly string[], cwd = folder): Promise<Run> {
  return program(["profile", ...words], { cwd });
}

async function profileJson(words: readonly string[], cwd = folder): Promise<ProfileReport> {
  const { code, stdout, stderr } = await profile([...words, "--format", "json"], cwd);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  return ProfileReport.parse(JSON.parse(stdout));
}

const FLAKE = {
  "flake.nix": `{
  outputs = { nixpkgs, ... }: {
    nixosConfigurations.atlas = nixpkgs.lib.nixosSystem { modules = [ ./hosts/atlas.nix ]; };
    nixosConfigurations.borealis = nixpkgs.lib.nixosSystem { modules = [ ./hosts/borealis.nix ]; };
  };
}
`,
  "hosts/atlas.nix": `{ pkgs, lib, config, ... }: {
  imports = [ ./disko.nix ];
  services.postgresql.enable = true;
  virtualisation.docker.enable = false;
  virtualisation.podman.enable = lib.mkIf config.services.nobody.knows true;
  environment.systemPackages = [ pkgs.git pkgs.firefox ];
}
`,
  "hosts/borealis.nix": "{ }\n",
  "hosts/disko.nix": diskoFile(`"@" = { mountpoint = "/"; };`),
};

test("the tools of each host: what is on for certain, what is likely, and not what is off", async () => {
  folder = workspace(FLAKE);
  expect(await profileJson([])).toEqual({
    version: 1,
    hosts: [
      {
        name: "atlas",
        entry: "flake.nix",
        tools: [
          {
            id: "firefox",
            category: "browser",
            certainty: "certain",
            via: "package",
            evidence: [{ path: "hosts/atlas.nix", line: 6 }],
          },
          {
            id: "podman",
            category: "container",
            certainty: "likely",
            via: "option",
            evidence: [{ path: "hosts/atlas.nix", line: 5 }],
          },
          {
            id: "postgresql",
            category: "database",
            certainty: "certain",
            via: "option",
            evidence: [{ path: "hosts/atlas.nix", line: 3 }],
          },
        ],
        unknown: expect.any(Array),
      },
      { name: "borealis", entry: "flake.nix", tools: [], unknown: [] },
    ],
  });
});

test("of a file: the hosts that read it", async () => {
  folder = workspace(FLAKE);
  const { hosts } = await profileJson(["disko.nix"], join(folder, "hosts"));
  expect(hosts.map(({ name, entry }) => [name, entry])).toEqual([["atlas", "../flake.nix"]]);
});

test("--host, --tool, --exclude", async () => {
  folder = workspace(FLAKE);
  const { hosts } = await profileJson(["--host", "atlas", "--tool", "ccache", "--exclude", "firefox"]);
  expect(hosts.map(({ name, tools }) => [name, tools.map(({ id, via }) => `${id} ${via}`)])).toEqual([
    ["atlas", expect.arrayContaining(["ccache user", "postgresql option"])],
  ]);
  expect(hosts[0]?.tools.map(({ id }) => id)).not.toContain("firefox");
});

test("text", async () => {
  folder = workspace(FLAKE);
  const { code, stdout, stderr } = await profile(["--host", "atlas"]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout).toContain("PostgreSQL: certain, by option\n      hosts/atlas.nix:3 services.postgresql.enable\n");
  expect(stdout).toContain("/var/lib/postgresql");
  expect(stdout).toMatch(/1 host, 3 tools\.\n$/);
});

describe("what cannot be shown", () => {
  test.each<[words: string[], stderr: string]>([
    [["--host", "atals"], '.: no host "atals". Did you mean atlas? There is atlas and borealis'],
    [["gone"], "gone: no such file or folder"],
  ])("%j", async (words, stderr) => {
    folder = workspace(FLAKE);
    expect(await profile(words)).toEqual({
      code: 2,
      signal: null,
      stdout: "",
      stderr: `disko-toolstack: ${stderr}\n`,
    });
  });

  test("a tool that nobody knows", async () => {
    folder = workspace(FLAKE);
    const { code, stdout, stderr } = await profile(["--tool", "postgresq"]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(/^disko-toolstack: .*postgresq.*postgresql.*\n$/);
  });

  test("an empty folder", async () => {
    folder = workspace({});
    expect(await profile([])).toMatchObject({ code: 0, stdout: "No NixOS hosts found in this folder.\n", stderr: "" });
  });
});

describe("check", () => {
  test("finds what is wrong in a project file, with its place", async () => {
    folder = workspace({ ...FLAKE, ".disko-toolstack.yaml": "# mine\ntools: [postgresq]\n" });
    const { code, stdout } = await program(["check", "--format", "json"], { cwd: folder });
    const { findings, files } = JsonReport.parse(JSON.parse(stdout));
    expect(findings.filter(({ path }) => path.startsWith("."))).toMatchObject([
      { path: ".disko-toolstack.yaml", range: { start: { line: 2, column: 9 } } },
    ]);
    expect(files).toEqual(["hosts/disko.nix"]);
    expect([0, 1]).toContain(code);
  });

  test("says nothing of a project file that is right", async () => {
    folder = workspace({ ".disko-toolstack.yaml": "tools: [postgresql]\n" });
    for (const paths of [[], [".disko-toolstack.yaml"]]) {
      expect(await program(["check", ...paths], { cwd: folder })).toMatchObject({ code: 0, stderr: "" });
    }
  });

  test.each<[words: string[], stderr: RegExp]>([
    [["--host", "atals"], /^disko-toolstack: no host "atals"\. Did you mean atlas\? There is atlas and borealis\n$/],
    [["--tool", "postgresq"], /^disko-toolstack: .*postgresq.*did you mean .postgresql.*\n$/],
    [["--exclude", "postgresq"], /^disko-toolstack: .*postgresq.*did you mean .postgresql.*\n$/],
  ])("%j would look for what nobody has, and seem green", async (words, stderr) => {
    folder = workspace(FLAKE);
    const result = await program(["check", ...words], { cwd: folder });
    expect(result).toMatchObject({ code: 2, stdout: "", stderr: expect.stringMatching(stderr) });
  });

  test("--host, --priority and --tool decide what suits", async () => {
    folder = workspace(FLAKE);
    const codes = async (...words: string[]): Promise<string[]> => {
      const { stdout, stderr } = await program(["check", ...words, "--format", "json"], { cwd: folder });
      expect(stderr).toBe("");
      return JsonReport.parse(JSON.parse(stdout)).findings.map(({ code }) => code);
    };
    expect(await codes("--priority", "performance", "--host", "atlas")).toContain("DSK401");
    expect(await codes("--priority", "performance", "--host", "atlas", "--exclude", "postgresql")).not.toContain(
      "DSK401",
    );
    expect(await codes("--priority", "durability", "--host", "atlas")).not.toContain("DSK401");
  });
});
