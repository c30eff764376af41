/** What is kept of a project between questions: only as long as nothing of it has changed, and no longer. */
import { describe, expect, test } from "vitest";
import { createProjectViews } from "../../../server/core/engine/hosts-of.ts";
import { profile } from "../../../server/core/engine/profile.ts";
import { createEngine, type Engine } from "../../../server/core/engine.ts";
import type { FileContent, Files } from "../../../server/core/files.ts";
import { createParser, type Parser } from "../../../server/core/nix/syntax/parser.ts";
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

  test("also below a host that was kept when another one changed", async () => {
    const { change, hosts } = await workspaceOf({
      ...FLAKE_TEXTS,
      "/w/borealis.nix": `{ imports = map (name: ./modules + "/\${name}") (builtins.attrNames (builtins.readDir ./modules)); }`,
      "/w/modules/a.nix": "{ virtualisation.docker.enable = true; }",
    });
    expect(hosts()).toEqual(["atlas: postgresql", "borealis: docker"]);
    change("/w/atlas.nix", "{ }");
    expect(hosts()).toEqual(["atlas:", "borealis: docker"]);
    change("/w/modules/b.nix", "{ programs.firefox.enable = true; }");
    expect(hosts()).toEqual(["atlas:", "borealis: firefox docker"]);
    change("/w/atlas.nix", "{ imports = [ ./late.nix ]; }");
    expect(hosts()).toEqual(["atlas:", "borealis: firefox docker"]);
    change("/w/base.nix", "{ imports = [ ./later.nix ]; }");
    change("/w/borealis.nix", "{ }");
    expect(hosts()).toEqual(["atlas:", "borealis:"]);
    change("/w/late.nix", "{ services.postgresql.enable = true; }");
    change("/w/later.nix", "{ programs.firefox.enable = true; }");
    expect(hosts()).toEqual(["atlas: firefox postgresql", "borealis: firefox"]);
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

describe("a change costs the hosts that it concerns", () => {
  /** What a question costs after a change: files that are parsed, and hosts that are evaluated anew. */
  async function costOf(change: Readonly<Record<string, string>>): Promise<{ parsed: string[]; anew: string[] }> {
    const texts: Record<string, string> = { ...FLAKE_TEXTS };
    const parser = await createParser(await grammarBytes());
    const parsed: string[] = [];
    const counting: Parser = {
      ...parser,
      parse(path, text) {
        parsed.push(path);
        return parser.parse(path, text);
      },
    };
    const files: Files = { read: (path) => memoryFiles(texts).read(path) };
    const views = createProjectViews(files, counting, bundledPatterns());
    const ask = () => {
      const view = views.view("/w");
      profile("/w", view, DEFAULT_SETTINGS, files);
      return view.hosts.hosts;
    };
    const before = ask();
    Object.assign(texts, change);
    parsed.length = 0;
    const anew = ask().filter((host) => !before.includes(host));
    return { parsed: [...new Set(parsed)].sort(), anew: anew.map(({ name }) => name) };
  }

  test("nothing changed: nothing is done", async () => {
    expect(await costOf({})).toEqual({ parsed: [], anew: [] });
  });

  test("a file of one host", async () => {
    expect(await costOf({ "/w/atlas.nix": "{ programs.firefox.enable = true; }" })).toEqual({
      parsed: ["/w/atlas.nix"],
      anew: ["atlas"],
    });
  });

  test("a file of both, or the flake that names them", async () => {
    expect(await costOf({ "/w/base.nix": "{ programs.firefox.enable = true; }" })).toEqual({
      parsed: ["/w/base.nix"],
      anew: ["atlas", "borealis"],
    });
    expect(await costOf({ "/w/flake.nix": `${FLAKE}# changed\n` })).toEqual({
      parsed: ["/w/flake.nix"],
      anew: ["atlas", "borealis"],
    });
  });

  test("a file that no host reads", async () => {
    expect(await costOf({ "/w/notes.nix": "{ }" })).toMatchObject({ parsed: [] });
  });

  test("a host that is kept still says which of its files are layouts", async () => {
    const { engine, change } = await workspaceOf(FLAKE_TEXTS);
    const layouts = () => engine.profile("/w", DEFAULT_SETTINGS).hosts.map(({ diskoFiles }) => diskoFiles);
    const before = layouts();
    change("/w/borealis.nix", `${FLAKE_TEXTS["/w/borealis.nix"]}# changed\n`);
    expect(layouts()).toEqual(before);
  });
});

test("thirty hosts that share their modules stay within reason", async () => {
  const names = Array.from({ length: 30 }, (_, index) => `host${String(index).padStart(2, "0")}`);
  const shared = Array.from({ length: 40 }, (_, index) => `/w/modules/m${index}.nix`);
  const services = Array.from({ length: 60 }, (_, index) => `  services.s${index}.enable = lib.mkDefault true;`);
  const texts: Record<string, string> = {
    "/w/flake.nix": `{
  outputs = { nixpkgs, ... }: {
    nixosConfigurations = nixpkgs.lib.genAttrs [ ${names.map((name) => `"${name}"`).join(" ")} ] (name:
      nixpkgs.lib.nixosSystem { modules = [ ./hosts/\${name}.nix ./modules ]; });
  };
}
`,
    "/w/modules/default.nix": `{ imports = [ ${shared.map((path) => `./${path.slice("/w/modules/".length)}`).join(" ")} ]; }`,
  };
  for (const path of shared) texts[path] = `{ lib, config, ... }: {\n${services.join("\n")}\n}\n`;
  for (const name of names) {
    texts[`/w/hosts/${name}.nix`] = `{ imports = [ ./${name}-disko.nix ]; services.postgresql.enable = true; }`;
    texts[`/w/hosts/${name}-disko.nix`] = DISKO;
  }
  const { engine, change } = await workspaceOf(texts);
  const measured = <T>(what: string, ask: () => T): T => {
    const [start, before] = [performance.now(), process.memoryUsage().heapUsed];
    const answer = ask();
    const megabytes = (process.memoryUsage().heapUsed - before) / 1e6;
    console.log(`${what}: ${(performance.now() - start).toFixed(0)} ms, ${megabytes.toFixed(0)} MB`);
    return answer;
  };
  const all = () => engine.profile("/w", DEFAULT_SETTINGS).hosts.map(({ name }) => name);
  expect(measured("30 hosts", all)).toEqual(names);
  expect(measured("again", all)).toEqual(names);
  change("/w/hosts/host07.nix", "{ imports = [ ./host07-disko.nix ]; }");
  expect(measured("after a change of one", all)).toEqual(names);
  change("/w/modules/m7.nix", "{ }");
  expect(measured("after a change of all", all)).toEqual(names);
  const one = measured("one of them", () => engine.profile("/w/hosts/host07-disko.nix", DEFAULT_SETTINGS).hosts);
  expect(one.map(({ name }) => name)).toEqual(["host07"]);
});

function engineWants({ engine }: Workspace): readonly string[] {
  const { pending } = engine.profile("/w/disko.nix", DEFAULT_SETTINGS);
  return [...new Set([...pending, ...engine.check("/w/disko.nix", DEFAULT_SETTINGS).pending])];
}
