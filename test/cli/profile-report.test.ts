import { rmSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import type { ProfileResult } from "../../server/core/engine.ts";
import { hostProfile, NO_TOOLS, place, profiled, stackTool } from "./answers.ts";
import { workspace } from "./program.ts";
import { ProfileReport } from "./report-schema.ts";
import { type Staged, staged } from "./staged.ts";

let folder = "";
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const at = (name: string): string => join(folder, name);

function profile(words: readonly string[], answer: () => ProfileResult): Promise<Staged> {
  return staged(["profile", ...words], { folder, profile: answer });
}

const CONFIGURATION = "{\n  services.postgresql.enable = true;\n  environment.systemPackages = [ pkgs.firefox ];\n}\n";

function atlas(): ProfileResult {
  const file = at("hosts/atlas.nix");
  const source = { url: "https://example.org", title: "Example" };
  const fact = <T>(is: T) => ({ is, note: undefined, source, byCategory: false });
  return profiled(
    [
      hostProfile({
        name: "atlas",
        entry: at("flake.nix"),
        facts: {
          stateVersion: { value: "25.05", at: place(file, 0) },
          kernel: { value: { major: 6, minor: 12 }, at: undefined },
          initrd: { value: "systemd", at: undefined },
          platform: { value: "x86_64-linux", at: undefined },
          hardware: {
            value: {
              platform: "x86_64-linux",
              virtual: false,
              memory: 2 ** 35,
              disks: [{ model: "Sample NVMe", device: "/dev/nvme0n1", names: [], size: 1.024e12 }],
            },
            at: undefined,
          },
        },
        diskoFiles: [at("hosts/disko.nix")],
        toolstack: {
          ...NO_TOOLS,
          host: "atlas",
          tools: [
            stackTool("firefox", "Firefox", "browser", {
              certainty: "likely",
              via: "package",
              evidence: [
                { at: place(file, CONFIGURATION.indexOf("pkgs.firefox")), name: "environment.systemPackages" },
              ],
            }),
            stackTool("postgresql", "PostgreSQL", "database", {
              evidence: [{ at: place(file, CONFIGURATION.indexOf("services")), name: "services.postgresql.enable" }],
              data: [
                {
                  path: "/var/lib/postgresql",
                  data: { path: "/var/lib/postgresql", holds: "tables", role: "state", source: "docs" },
                  profile: {
                    writes: fact("in-place" as const),
                    writeSize: fact("8K"),
                    sync: fact("every-write" as const),
                    growth: fact("slow" as const),
                    compressibility: fact("high" as const),
                  },
                  at: undefined,
                  user: undefined,
                },
              ],
            }),
            stackTool("vscode", "VS Code", "ide", {
              via: "user",
              evidence: [{ at: undefined, name: "--tool vscode" }],
            }),
          ],
          projects: [{ path: "/home/ada/src", at: undefined }],
          snapshots: {
            kind: "known",
            taken: true,
            of: ["/"],
            evidence: [{ at: place(file, 2), name: "services.snapper.configs" }],
          },
          unknown: [{ at: place(file, 0), why: "The module comes from `inputs`." }],
        },
      }),
      hostProfile({
        name: "empty",
        entry: at("hosts/atlas.nix"),
        likely: { at: undefined, why: "No flake names it." },
        toolstack: { ...NO_TOOLS, host: "empty" },
      }),
    ],
    { unknown: [{ at: place(at("flake.nix"), 0), why: "Some hosts are made by a function." }] },
  );
}

const files = { "hosts/atlas.nix": CONFIGURATION, "flake.nix": "{ }" };

test("text: each host, its tools by category, where they were found and how they use the disk", async () => {
  folder = workspace(files);
  const { code, stdout, stderr } = await profile([], atlas);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout).toMatchInlineSnapshot(`
    "atlas flake.nix
      browser
        Firefox: likely, by package
          hosts/atlas.nix:3 environment.systemPackages
      database
        PostgreSQL: certain, by option
          hosts/atlas.nix:2 services.postgresql.enable
          /var/lib/postgresql: cannot be made again; overwritten in place, 8K at a time; every write
            forced to the disk; compresses well
            wants: no copy-on-write or checksums, to survive rollbacks, compression
      ide
        VS Code (vscode): certain, because you say so
          --tool vscode
      platform   x86_64-linux
      release    installed with NixOS 25.05 (hosts/atlas.nix:1)
      kernel     6.12
      initrd     systemd
      hardware   32 GiB of memory, Sample NVMe (1.0 TB)
      projects   /home/ada/src
      snapshots  taken (hosts/atlas.nix:2 services.snapper.configs)
      disko      hosts/disko.nix
      not known
        hosts/atlas.nix:1: The module comes from \`inputs\`.

    empty hosts/atlas.nix
      likely: No flake names it.
      no tools that are known
      snapshots  not known whether any are taken

    not known
      flake.nix:1: Some hosts are made by a function.

    2 hosts, 3 tools.
    "
  `);
});

describe("JSON", () => {
  test("follows its contract to the letter", async () => {
    folder = workspace(files);
    const { code, stdout, stderr } = await profile(["--format", "json"], atlas);
    expect(code).toBe(0);
    expect(stderr).toBe("disko-toolstack: flake.nix:1:1: not known: Some hosts are made by a function.\n");
    expect(ProfileReport.parse(JSON.parse(stdout))).toEqual({
      version: 1,
      hosts: [
        {
          name: "atlas",
          entry: "flake.nix",
          tools: [
            {
              id: "firefox",
              category: "browser",
              certainty: "likely",
              via: "package",
              evidence: [{ path: "hosts/atlas.nix", line: 3 }],
            },
            {
              id: "postgresql",
              category: "database",
              certainty: "certain",
              via: "option",
              evidence: [{ path: "hosts/atlas.nix", line: 2 }],
            },
            { id: "vscode", category: "ide", certainty: "certain", via: "user", evidence: [] },
          ],
          unknown: [{ path: "hosts/atlas.nix", line: 1, why: "The module comes from `inputs`." }],
        },
        { name: "empty", entry: "hosts/atlas.nix", tools: [], unknown: [] },
      ],
    });
  });

  test("paths are relative to the working folder, upwards too", async () => {
    folder = workspace(files);
    const { stdout } = await staged(["profile", "..", "--format", "json"], { folder: at("hosts"), profile: atlas });
    const [host] = ProfileReport.parse(JSON.parse(stdout)).hosts;
    expect([host?.entry, host?.tools[1]?.evidence[0]?.path]).toEqual(["../flake.nix", "atlas.nix"]);
  });

  test("what has no place is said of the host", async () => {
    folder = workspace(files);
    const toolstack = { ...NO_TOOLS, unknown: [{ at: undefined, why: "Nothing." }] };
    const { stdout } = await profile(["--format", "json"], () =>
      profiled([hostProfile({ name: "a", entry: at("flake.nix"), toolstack })]),
    );
    expect(ProfileReport.parse(JSON.parse(stdout)).hosts[0]?.unknown).toEqual([
      { path: "flake.nix", line: 1, why: "Nothing." },
    ]);
  });
});

test("no hosts", async () => {
  folder = workspace(files);
  expect(await profile(["hosts"], () => profiled([]))).toMatchObject({
    code: 0,
    stdout: "No NixOS hosts found in hosts.\n",
    stderr: "",
  });
});

describe("what cannot be shown is one line on stderr and exit code 2", () => {
  test.each<[words: string[], noSuchHost: string[] | undefined, stderr: string]>([
    [["gone"], undefined, "gone: no such file or folder"],
    [[""], undefined, ".: an empty PATH was given"],
    [["--host", "atals"], ["atlas", "borealis"], '.: no host "atals". Did you mean atlas? There is atlas and borealis'],
    [["--host", "zeus"], ["atlas"], '.: no host "zeus". There is atlas'],
    [["--host", "zeus"], [], '.: no host "zeus": no NixOS configuration was found'],
  ])("%j", async (words, noSuchHost, stderr) => {
    folder = workspace(files);
    expect(await profile(words, () => profiled([], { noSuchHost }))).toMatchObject({
      code: 2,
      stdout: "",
      stderr: `disko-toolstack: ${stderr}\n`,
    });
  });

  test("a tool that nobody knows", async () => {
    folder = workspace(files);
    const problems = [{ at: undefined, message: "No tool is called `postgres`." }];
    expect(await profile(["--tool", "postgres"], () => profiled([], { problems }))).toMatchObject({
      code: 2,
      stdout: "",
      stderr: "disko-toolstack: No tool is called `postgres`.\n",
    });
  });
});

test("a project file that is wrong is said with its place; the rest of it still counts", async () => {
  folder = workspace({ ...files, ".disko-toolstack.yaml": "tools: [nothing]\n" });
  const problems = [{ at: place(at(".disko-toolstack.yaml"), 8), message: "No tool is called `nothing`." }];
  const { code, stdout, stderr } = await profile([], () => ({ ...atlas(), problems }));
  expect({ code, stderr }).toEqual({
    code: 1,
    stderr: "disko-toolstack: .disko-toolstack.yaml:1:9: No tool is called `nothing`.\n",
  });
  expect(stdout).toContain("postgresql");
});
