/** What is kept of a project between questions: only as long as nothing of it has changed, and no longer. */
import { describe, expect, test } from "vitest";
import { createEngine, type Engine } from "../../../server/core/engine.ts";
import type { FileContent } from "../../../server/core/files.ts";
import { DEFAULT_SETTINGS, NO_SELECTION } from "../../../server/core/settings.ts";
import { grammarBytes } from "../../support/grammar.ts";
import { memoryFiles } from "../../support/memory-files.ts";
import { bundledPatterns } from "../../support/patterns.ts";
import { btrfsFile } from "../disko/lowered.ts";

const DISKO = btrfsFile('subvolumes."@" = { mountpoint = "/"; };');
const NOTHING_MORE = { accept: [], skip: [], fresh: { device: undefined, luks: false, swap: undefined } };

interface Workspace {
  readonly engine: Engine;
  /** undefined: the file goes. */
  change(path: string, text: string | undefined): void;
  /** Paths whose content is still to come. */
  readonly pending: Set<string>;
  /** `HOST: TOOLS` for each host below a path. */
  hosts(path?: string): string[];
}

async function workspaceOf(start: Readonly<Record<string, string>>): Promise<Workspace> {
  const texts: Record<string, string> = { ...start };
  const pending = new Set<string>();
  const read = (path: string): FileContent => (pending.has(path) ? { kind: "pending" } : memoryFiles(texts).read(path));
  const engine = await createEngine({ grammar: await grammarBytes(), files: { read }, patterns: bundledPatterns() });
  return {
    engine,
    pending,
    change(path, text) {
      if (text === undefined) delete texts[path];
      else texts[path] = text;
    },
    hosts: (path = "/w") =>
      engine
        .profile(path, DEFAULT_SETTINGS)
        .hosts.map(({ name, toolstack }) =>
          `${name}: ${toolstack.tools.map(({ pattern }) => pattern.id).join(" ")}`.trim(),
        ),
  };
}

const FLAKE = `{
  outputs = { nixpkgs, ... }: {
    nixosConfigurations.atlas = nixpkgs.lib.nixosSystem { modules = [ ./atlas.nix ./base.nix ./disko.nix ]; };
    nixosConfigurations.borealis = nixpkgs.lib.nixosSystem { modules = [ ./borealis.nix ./base.nix ]; };
  };
}
`;
const FLAKE_TEXTS = {
  "/w/flake.nix": FLAKE,
  "/w/base.nix": "{ }",
  "/w/disko.nix": DISKO,
  "/w/atlas.nix": "{ services.postgresql.enable = true; }",
  "/w/borealis.nix": "{ virtualisation.docker.enable = true; }",
};

describe("a change is seen", () => {
  test("in a host's own file, in one that several read, in the flake", async () => {
    const { change, hosts } = await workspaceOf(FLAKE_TEXTS);
    expect(hosts()).toEqual(["atlas: postgresql", "borealis: docker"]);
    change("/w/atlas.nix", "{ services.postgresql.enable = false; }");
    expect(hosts()).toEqual(["atlas:", "borealis: docker"]);
    change("/w/base.nix", "{ programs.firefox.enable = true; }");
    expect(hosts()).toEqual(["atlas: firefox", "borealis: firefox docker"]);
    change("/w/flake.nix", FLAKE.replace(/.*borealis.*\n/, ""));
    expect(hosts()).toEqual(["atlas: firefox"]);
    change("/w/flake.nix", undefined);
    expect(hosts()).toEqual([]);
  });

  test("a module that is imported appears and goes", async () => {
    const { change, hosts } = await workspaceOf({ ...FLAKE_TEXTS, "/w/base.nix": "{ imports = [ ./more.nix ]; }" });
    expect(hosts()).toEqual(["atlas: postgresql", "borealis: docker"]);
    change("/w/more.nix", "{ programs.firefox.enable = true; }");
    expect(hosts()).toEqual(["atlas: firefox postgresql", "borealis: firefox docker"]);
    change("/w/more.nix", undefined);
    expect(hosts()).toEqual(["atlas: postgresql", "borealis: docker"]);
  });

  test("a folder that is listed gets a file", async () => {
    const listing =
      '{ lib, ... }: { imports = map (name: ./modules + "/${name}") (builtins.attrNames (builtins.readDir ./modules)); }';
    const { change, hosts } = await workspaceOf({
      "/w/configuration.nix": listing,
      "/w/modules/a.nix": "{ services.postgresql.enable = true; }",
    });
    expect(hosts()).toEqual(["w: postgresql"]);
    change("/w/modules/b.nix", "{ programs.firefox.enable = true; }");
    expect(hosts()).toEqual(["w: firefox postgresql"]);
    change("/w/modules/a.nix", undefined);
    expect(hosts()).toEqual(["w: firefox"]);
  });

  test("a configuration, a project file and a flake appear", async () => {
    const { change, hosts, engine } = await workspaceOf({ "/w/disko.nix": DISKO });
    const priority = () => {
      const result = engine.generate("/w/disko.nix", DEFAULT_SETTINGS, NOTHING_MORE);
      return result.kind === "plan" ? result.plan.choices.priority : result.kind;
    };
    expect(hosts("/w/disko.nix")).toEqual([]);
    change("/w/configuration.nix", "{ imports = [ ./disko.nix ]; programs.firefox.enable = true; }");
    expect(hosts("/w/disko.nix")).toEqual(["w: firefox"]);
    expect(priority()).toBe("balanced");
    change("/w/.disko-toolstack.yaml", "priority: space\n");
    expect(priority()).toBe("space");
    change("/w/.disko-toolstack.yaml", undefined);
    expect(priority()).toBe("balanced");
    change(
      "/flake.nix",
      "{ outputs = { nixpkgs, ... }: { nixosConfigurations.zephyr = nixpkgs.lib.nixosSystem { modules = [ ./w/disko.nix ]; }; }; }",
    );
    expect(hosts("/w/disko.nix")).toEqual(["zephyr:"]);
  });

  test("check, generate and profile never disagree on the same text", async () => {
    const { change, engine } = await workspaceOf({
      "/w/configuration.nix": "{ imports = [ ./disko.nix ]; services.postgresql.enable = true; }",
      "/w/disko.nix": btrfsFile(
        'subvolumes."@" = { mountpoint = "/"; mountOptions = [ "compress=zstd" "noatime" ]; };',
      ),
    });
    const codes = () => engine.check("/w/disko.nix", settings).findings.map(({ code }) => code);
    const settings = { ...DEFAULT_SETTINGS, selection: { ...NO_SELECTION, priority: "performance" as const } };
    expect(codes()).toContain("DSK401");
    change("/w/configuration.nix", "{ imports = [ ./disko.nix ]; services.postgresql.enable = false; }");
    expect(codes()).not.toContain("DSK401");
    change("/w/configuration.nix", "{ imports = [ ./disko.nix ]; services.postgresql.enable = true; }");
    expect(codes()).toContain("DSK401");
  });
});

describe("files that are still to come", () => {
  test("are asked for, round after round, and then the answer is as it would have been", async () => {
    const { engine, pending, hosts } = await workspaceOf(FLAKE_TEXTS);
    const everything = [...Object.keys(FLAKE_TEXTS), "/", "/w"];
    const answer = hosts("/w/disko.nix");
    const late = await workspaceOf(FLAKE_TEXTS);
    for (const path of everything) late.pending.add(path);
    let rounds = 0;
    for (let wanted = engineWants(late); wanted.length > 0; wanted = engineWants(late)) {
      for (const path of wanted) late.pending.delete(path);
      rounds += 1;
      expect(rounds).toBeLessThan(12);
    }
    expect(late.hosts("/w/disko.nix")).toEqual(answer);
    expect(pending.size).toBe(0);
    expect(engine.profile("/w/disko.nix", DEFAULT_SETTINGS).pending).toEqual([]);
  });

  test("generate waits for the file itself, and for what its hosts read", async () => {
    const late = await workspaceOf(FLAKE_TEXTS);
    late.pending.add("/w/disko.nix");
    late.pending.add("/w/atlas.nix");
    const first = late.engine.generate("/w/disko.nix", DEFAULT_SETTINGS, NOTHING_MORE);
    expect(first.pending).toContain("/w/disko.nix");
    late.pending.delete("/w/disko.nix");
    const second = late.engine.generate("/w/disko.nix", DEFAULT_SETTINGS, NOTHING_MORE);
    expect(second.pending).toEqual(["/w/atlas.nix"]);
    late.pending.clear();
    const last = late.engine.generate("/w/disko.nix", DEFAULT_SETTINGS, NOTHING_MORE);
    expect(last).toMatchObject({ kind: "plan", host: "atlas", pending: [] });
  });
});

function engineWants({ engine }: Workspace): readonly string[] {
  const { pending } = engine.profile("/w/disko.nix", DEFAULT_SETTINGS);
  return [...new Set([...pending, ...engine.check("/w/disko.nix", DEFAULT_SETTINGS).pending])];
}
