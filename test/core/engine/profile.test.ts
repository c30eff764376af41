/** What a host runs, as the engine tells it: on, off, perhaps, and what nobody can know. */
import { describe, expect, test } from "vitest";
import type { HostProfile, ProfileResult } from "../../../server/core/engine.ts";
import { DEFAULT_SETTINGS, NO_SELECTION, type Selection, type Settings } from "../../../server/core/settings.ts";
import { engineFor } from "../../support/engine.ts";
import { btrfsFile } from "../disko/lowered.ts";

type Texts = Readonly<Record<string, string>>;

const DISKO = btrfsFile('subvolumes."@" = { mountpoint = "/"; };');

function settingsFor(selection: Partial<Selection>): Settings {
  return { ...DEFAULT_SETTINGS, selection: { ...NO_SELECTION, ...selection } };
}

async function profileOf(texts: Texts, path = "/w", selection: Partial<Selection> = {}): Promise<ProfileResult> {
  return (await engineFor(texts)).profile(path, settingsFor(selection));
}

/** `postgresql`, or `postgresql?` where it is only likely. */
function toolsOf({ toolstack }: Pick<HostProfile, "toolstack">): string[] {
  return toolstack.tools.map(({ pattern, certainty }) => `${pattern.id}${certainty === "likely" ? "?" : ""}`);
}

/** `NAME: TOOLS` of each host. */
function shown({ hosts }: ProfileResult): string[] {
  return hosts.map((host) => `${host.name}: ${toolsOf(host).join(" ")}`.trim());
}

/** The tools of a host whose configuration says this. */
async function runs(configuration: string, more: Texts = {}): Promise<string[]> {
  const { hosts } = await profileOf({ ...more, "/w/configuration.nix": configuration });
  return hosts.flatMap(toolsOf);
}

describe("hosts", () => {
  const FLAKE = `{
  outputs = { nixpkgs, ... }: {
    nixosConfigurations = {
      atlas = nixpkgs.lib.nixosSystem { modules = [ ./atlas ./disko.nix ]; };
      borealis = nixpkgs.lib.nixosSystem { modules = [ ./borealis.nix ./disko.nix ]; };
      cirrus = nixpkgs.lib.nixosSystem { modules = [ ./borealis.nix ]; };
    };
  };
}
`;
  const texts = {
    "/w/flake.nix": FLAKE,
    "/w/disko.nix": DISKO,
    "/w/atlas/default.nix": "{ services.postgresql.enable = true; }",
    "/w/borealis.nix": "{ virtualisation.docker.enable = true; }",
  };

  test("of a flake, by folder and by file", async () => {
    expect(shown(await profileOf(texts))).toEqual(["atlas: postgresql", "borealis: docker", "cirrus: docker"]);
    expect(shown(await profileOf(texts, "/w/disko.nix"))).toEqual(["atlas: postgresql", "borealis: docker"]);
    expect(shown(await profileOf(texts, "/w/atlas"))).toEqual(["atlas: postgresql"]);
  });

  test("each says where it is defined, and which disko files it reads", async () => {
    const { hosts, root } = await profileOf(texts);
    expect(root).toBe("/w");
    expect(hosts.map(({ name, entry, diskoFiles }) => ({ name, entry, diskoFiles }))).toEqual([
      { name: "atlas", entry: "/w/flake.nix", diskoFiles: ["/w/disko.nix"] },
      { name: "borealis", entry: "/w/flake.nix", diskoFiles: ["/w/disko.nix"] },
      { name: "cirrus", entry: "/w/flake.nix", diskoFiles: [] },
    ]);
  });

  test.each([
    ["{ disko.devices.disk = { }; }", true],
    ["{ disko = { enableConfig = true; devices = import ./layout.nix; }; }", true],
    ["{ lib, ... }: { disko = lib.mkIf true { devices.disk = { }; }; }", true],
    ["{ config, ... }: { boot.x = config.disko.devices.disk; }", false],
    ["# disko.devices stands elsewhere\n{ }", false],
    ['{ inputs.disko = { url = "github:nix-community/disko"; }; }', false],
    ['{ disko = { url = "github:nix-community/disko"; inputs.nixpkgs.follows = "nixpkgs"; }; }', false],
  ])("what defines devices: %s", async (text, defines) => {
    const beside = { "/w/configuration.nix": "{ imports = [ ./disks.nix ]; }", "/w/disks.nix": text };
    const { hosts } = await profileOf(beside);
    expect(hosts.map(({ diskoFiles }) => diskoFiles)).toEqual([defines ? ["/w/disks.nix"] : []]);
  });

  test("by name, and the names where there is none of it", async () => {
    expect(shown(await profileOf(texts, "/w", { host: "cirrus" }))).toEqual(["cirrus: docker"]);
    const { hosts, noSuchHost } = await profileOf(texts, "/w", { host: "zephyr" });
    expect({ hosts, noSuchHost }).toEqual({ hosts: [], noSuchHost: ["atlas", "borealis", "cirrus"] });
  });

  test("of configuration files, and none where there are none", async () => {
    expect(
      shown(
        await profileOf({
          "/w/one/configuration.nix": '{ networking.hostName = "uno"; programs.firefox.enable = true; }',
          "/w/two/configuration.nix": "{ }",
        }),
      ),
    ).toEqual(["two:", "uno: firefox"]);
    expect(await profileOf({ "/w/disko.nix": DISKO })).toMatchObject({
      hosts: [],
      noSuchHost: undefined,
      problems: [],
    });
  });

  test("several for one file: which one is asked, the chosen one answers, an unknown one is refused", async () => {
    const engine = await engineFor(texts);
    const nothing = { accept: [], skip: [], fresh: { device: undefined, luks: false, swap: undefined } };
    const generate = (host?: string) => engine.generate("/w/disko.nix", settingsFor({ host }), nothing);
    expect(generate()).toMatchObject({ kind: "which-host", hosts: ["atlas", "borealis"] });
    const chosen = generate("borealis");
    expect(chosen).toMatchObject({ kind: "plan", host: "borealis" });
    if (chosen.kind === "plan") expect(toolsOf(chosen)).toEqual(["docker"]);
    expect(generate("zephyr")).toMatchObject({
      kind: "refused",
      why: "There is no host `zephyr`. There is `atlas`, `borealis`, `cirrus`.",
    });
  });
});

describe("off stays off", () => {
  test.each([
    ["set to false", "{ services.postgresql.enable = false; }"],
    ["forced off", "{ lib, ... }: { services.postgresql.enable = lib.mkMerge [ true (lib.mkForce false) ]; }"],
    ["in a comment", "{ # services.postgresql.enable = true;\n}"],
    ["in a block comment", "{ /* services.postgresql.enable = true; */ }"],
    ["under a condition that is false", "{ lib, ... }: lib.mkIf false { services.postgresql.enable = true; }"],
    [
      "under one that is false for this host",
      '{ lib, config, ... }: { networking.hostName = "a"; services.postgresql.enable = lib.mkIf (config.networking.hostName == "b") true; }',
    ],
    [
      "only mentioned",
      '{ services.postgresql.ensureDatabases = [ "app" ]; users.motd = "services.postgresql.enable = true"; }',
    ],
    ["only its package is mentioned", "{ pkgs, ... }: { services.postgresql.package = pkgs.postgresql_17; }"],
    ["in a binding that nobody reads", "let old = { services.postgresql.enable = true; }; in { }"],
  ])("%s", async (_, configuration) => {
    expect(await runs(configuration)).toEqual([]);
  });

  test("a default gives way, and another module's word counts", async () => {
    const off = { "/w/base.nix": "{ lib, ... }: { services.postgresql.enable = lib.mkDefault true; }" };
    expect(await runs("{ imports = [ ./base.nix ]; services.postgresql.enable = false; }", off)).toEqual([]);
    expect(await runs("{ imports = [ ./base.nix ]; }", off)).toEqual(["postgresql"]);
  });

  test("in a file that this host does not import", async () => {
    const other = { "/w/other/configuration.nix": "{ services.postgresql.enable = true; }" };
    const { hosts } = await profileOf({ ...other, "/w/one/configuration.nix": "{ }" });
    expect(shown({ hosts } as ProfileResult)).toEqual(["one:", "other: postgresql"]);
  });
});

describe("what is not known", () => {
  test("a condition that nobody knows makes it likely", async () => {
    expect(
      await runs("{ lib, config, ... }: { services.postgresql.enable = lib.mkIf config.my.unseen.option true; }"),
    ).toEqual(["postgresql?"]);
  });

  test("a module that cannot be seen is told, with its place", async () => {
    const text = "{ inputs, ... }: { imports = [ inputs.secrets.nixosModules.db ]; programs.firefox.enable = true; }";
    const { hosts } = await profileOf({ "/w/configuration.nix": text });
    expect(hosts.map(toolsOf)).toEqual([["firefox"]]);
    const [note] = hosts.flatMap(({ toolstack }) => toolstack.unknown);
    expect(note?.at?.span.start).toBe(text.indexOf("inputs.secrets"));
    expect(note?.why).toContain("inputs");
  });

  test("imports in a circle end", async () => {
    const more = {
      "/w/a.nix": "{ imports = [ ./b.nix ]; services.postgresql.enable = true; }",
      "/w/b.nix": "{ imports = [ ./a.nix ]; virtualisation.docker.enable = true; }",
    };
    expect(await runs("{ imports = [ ./a.nix ./configuration.nix ]; }", more)).toEqual(["docker", "postgresql"]);
  });

  test("a file that is a circle by itself ends too", async () => {
    const { hosts } = await profileOf({ "/w/configuration.nix": "import ./configuration.nix" });
    expect(hosts.flatMap(toolsOf)).toEqual([]);
  });
});

describe("the user's word", () => {
  const CONFIGURATION = "{ programs.firefox.enable = true; }";

  test("adds tools and takes them away", async () => {
    const texts = { "/w/configuration.nix": CONFIGURATION };
    const { hosts } = await profileOf(texts, "/w", { tools: ["postgresql"], exclude: ["firefox"] });
    expect(hosts.map(toolsOf)).toEqual([["postgresql"]]);
    expect(hosts[0]?.toolstack.tools.map(({ via }) => via)).toEqual(["user"]);
  });

  test("an unknown tool is told once, and the others count", async () => {
    const texts = { "/w/a/configuration.nix": CONFIGURATION, "/w/b/configuration.nix": CONFIGURATION };
    const { hosts, problems } = await profileOf(texts, "/w", { tools: ["postgres", "docker"] });
    expect(hosts.map(toolsOf)).toEqual([
      ["firefox", "docker"],
      ["firefox", "docker"],
    ]);
    expect(problems).toEqual([{ at: undefined, message: "There is no tool `postgres`: did you mean `postgresql`?" }]);
  });
});
