import { describe, expect, test } from "vitest";
import { createPatternIndex } from "../../../server/core/patterns/pattern-index.ts";
import { NO_SELECTION, type Selection } from "../../../server/core/settings.ts";
import { type Detected, detectToolstack } from "../../../server/core/stack/detect.ts";
import { SNAPSHOT_PACKAGES } from "../../../server/core/stack/find-snapshots.ts";
import { NO_PLACES } from "../../../server/core/stack/places.ts";
import { readProjectFile } from "../../../server/core/stack/project-file.ts";
import type { Location } from "../../../server/core/text/span.ts";
import { hostOf, type Texts } from "../nixos/support.ts";
import { SAMPLE } from "./sample-patterns.ts";

const index = createPatternIndex(SAMPLE);
const PATH = "/w/configuration.nix";

const USERS = 'users.users.alice.isNormalUser = true; users.users.bob = { isNormalUser = true; home = "/srv/bob"; };';

function detect(configuration: string, selection: Partial<Selection> = {}, more: Texts = {}): Detected {
  const host = hostOf(configuration, more, [...index.packageNames, ...SNAPSHOT_PACKAGES]);
  return detectToolstack({ host, index, selection: { ...NO_SELECTION, ...selection }, places: NO_PLACES });
}

/** Each tool as `id certainty via: evidence`. */
function tools(configuration: string, selection: Partial<Selection> = {}): string[] {
  const { toolstack } = detect(configuration, selection);
  return toolstack.tools.map(
    ({ pattern, certainty, via, evidence }) =>
      `${pattern.id} ${certainty} ${via}: ${evidence.map(({ at, name }) => shown(at, configuration, name)).join(" | ")}`,
  );
}

function shown(at: Location | undefined, text: string, name: string): string {
  return at ? `${name} «${text.slice(at.span.start, at.span.end)}»` : name;
}

function dataOf(detected: Detected, id: string): string[] {
  const tool = [...detected.toolstack.tools, ...detected.toolstack.system].find(({ pattern }) => pattern.id === id);
  return (tool?.data ?? []).map(({ path, user }) => (user === undefined ? path : `${path} (${user})`));
}

describe("what shows a tool", () => {
  test.each([
    // On.
    [
      "{ services.postgresql.enable = true; }",
      ["postgresql certain option: services.postgresql.enable «services.postgresql.enable = true;»"],
    ],
    [
      "{ lib, ... }: { services.postgresql.enable = lib.mkForce true; }",
      [expect.stringMatching("^postgresql certain")],
    ],
    // Off, absent, or overridden.
    ["{ services.postgresql.enable = false; }", []],
    ["{ services.postgresql.port = 5433; }", []],
    ["{ lib, ... }: { services.postgresql.enable = lib.mkIf false true; }", []],
    // A condition that is not known.
    [
      "{ lib, config, ... }: { services.postgresql.enable = lib.mkIf config.my.flag true; }",
      [
        "postgresql likely option: services.postgresql.enable «services.postgresql.enable = lib.mkIf config.my.flag true;»",
      ],
    ],
    // A value that is not known, at an option that names the tool.
    [
      "{ inputs, ... }: { services.postgresql.enable = inputs.secrets.database; }",
      ["postgresql likely option: services.postgresql.enable «services.postgresql.enable = inputs.secrets.database;»"],
    ],
    // Two options that hang on one unknown are both named.
    [
      "{ inputs, ... }: let all = inputs.mine; in { services.mysql.enable = all.a; services.postgresql.enable = all.b; }",
      [
        "mariadb likely option: services.mysql.enable «services.mysql.enable = all.a;»",
        "postgresql likely option: services.postgresql.enable «services.postgresql.enable = all.b;»",
      ],
    ],
    [
      "{ inputs, ... }: { services.postgresql = inputs.mine.postgresql; }",
      ["postgresql likely option: services.postgresql.enable «inputs»"],
    ],
    // `x.*`: something is set below.
    ["{ nix.settings.cores = 4; }", ["nix certain option: nix.settings.cores «nix.settings.cores = 4;»"]],
    ["{ nix.settings = { }; }", []],
    ["{ nix.gc.automatic = true; }", []],
    // Packages.
    [
      "{ pkgs, ... }: { environment.systemPackages = [ pkgs.vscode pkgs.unheard-of ]; }",
      ["vscode certain package: vscode «pkgs.vscode»"],
    ],
    [
      "{ pkgs, lib, config, ... }: { environment.systemPackages = lib.optional config.my.flag pkgs.cargo; }",
      ["cargo likely package: cargo «pkgs.cargo»"],
    ],
    // An option says more than a package; both are shown.
    [
      "{ pkgs, ... }: { programs.vscode.enable = true; environment.systemPackages = [ pkgs.vscode ]; }",
      ["vscode certain option: programs.vscode.enable «programs.vscode.enable = true;» | vscode «pkgs.vscode»"],
    ],
  ])("%s", (configuration, expected) => {
    expect(tools(configuration)).toEqual(expected);
  });

  test("a place that leaves many tools open names none of them", () => {
    const configuration = "{ inputs, ... }: { services = inputs.mine.services; }";
    expect(tools(configuration)).toEqual([]);
    expect(detect(configuration).toolstack.unknown).toMatchObject([
      {
        at: { path: PATH },
        why: "whether `services.mysql.enable` and `services.postgresql.enable` are on: the argument `inputs` is not given",
      },
    ]);
  });

  test("the user's word counts over the configuration", () => {
    const off = "{ services.postgresql.enable = false; }";
    expect(tools(off, { tools: ["postgresql"] })).toEqual(["postgresql certain user: named by you"]);
    expect(tools("{ services.postgresql.enable = true; }", { exclude: ["postgresql"] })).toEqual([]);
  });

  test("home-manager's options and packages are of one user", () => {
    const configuration = `{ pkgs, ... }: {
      ${USERS}
      users.users.bob.packages = [ pkgs.cargo ];
      home-manager.users.alice = { programs.vscode.enable = true; };
    }`;
    expect(tools(configuration)).toEqual([
      "cargo certain package: cargo «pkgs.cargo»",
      "vscode certain option: programs.vscode.enable «programs.vscode.enable = true;»",
    ]);
    const detected = detect(configuration);
    expect(dataOf(detected, "vscode")).toEqual(["/home/alice/.config/Code (alice)"]);
    expect(dataOf(detected, "cargo")).toEqual(["/srv/bob/.cargo/registry (bob)"]);
  });

  test("tools in order of category and id; patterns of every NixOS apart", () => {
    const { toolstack } = detect("{ }", { tools: ["vscode", "postgresql", "mariadb", "cargo"] });
    expect(toolstack.tools.map(({ pattern }) => pattern.id)).toEqual(["cargo", "mariadb", "postgresql", "vscode"]);
    expect(toolstack.system.map(({ pattern }) => pattern.id)).toEqual(["logs"]);
    expect(detect("{ }", { exclude: ["logs"] }).toolstack.system).toEqual([]);
  });

  test("without a host only what the user says is there", () => {
    const { toolstack } = detectToolstack({
      host: undefined,
      index,
      selection: { ...NO_SELECTION, tools: ["postgresql", "vscode"], projects: ["~/src", "/srv/code"] },
      places: NO_PLACES,
    });
    expect(toolstack.host).toBeUndefined();
    expect(toolstack.tools.map(({ pattern, data }) => [pattern.id, data.map(({ path }) => path)])).toEqual([
      ["postgresql", ["/var/lib/postgresql"]],
      ["vscode", []],
    ]);
    expect(toolstack.projects.map(({ path }) => path)).toEqual(["/srv/code"]);
  });
});

describe("what is not known", () => {
  const unknown = (configuration: string) =>
    detect(configuration).toolstack.unknown.map(
      ({ at, why }) => `«${at ? configuration.slice(at.span.start, at.span.end) : ""}» ${why}`,
    );

  test("a condition of a tool that is only likely", () => {
    expect(unknown("{ lib, config, ... }: { services.postgresql.enable = lib.mkIf config.my.flag true; }")).toEqual([
      expect.stringMatching(/^«services\.postgresql\.enable = .*» whether `services\.postgresql\.enable` is on: /),
    ]);
  });

  test("options that no pattern looks at are not told", () => {
    expect(
      unknown("{ inputs, ... }: { services.nginx.enable = inputs.secrets.web; networking.hostName = inputs.name; }"),
    ).toEqual([]);
  });

  test("a tool that is certain by another line is not in doubt", () => {
    const configuration = `{ lib, config, pkgs, ... }: {
      programs.vscode.enable = true;
      environment.systemPackages = lib.optional config.my.flag pkgs.vscode;
    }`;
    expect(unknown(configuration)).toEqual([]);
  });
});

describe("where the data lies", () => {
  const postgres = (extra: string) =>
    detect(`{ inputs, ... }: { services.postgresql.enable = true; ${extra} ${USERS} }`);

  test.each([
    ["", ["/var/lib/postgresql"]],
    ['services.postgresql.dataDir = "/data/pg/";', ["/data/pg"]],
    ["services.postgresql.dataDir = /data/pg;", ["/data/pg"]],
    // A version's folder below the folder of all versions.
    ['services.postgresql.dataDir = "/var/lib/postgresql/16";', ["/var/lib/postgresql"]],
    ['services.postgresql.dataDir = "/var/lib/postgresql-16";', ["/var/lib/postgresql-16"]],
    ['services.postgresql.dataDir = "/srv/bob/pg";', ["/srv/bob/pg (bob)"]],
  ])("%s", (extra, expected) => {
    expect(dataOf(postgres(extra), "postgresql")).toEqual(expected);
  });

  test("a place that is not known is left out and told", () => {
    const detected = postgres("services.postgresql.dataDir = inputs.place;");
    expect(dataOf(detected, "postgresql")).toEqual([]);
    expect(detected.toolstack.unknown).toMatchObject([
      { at: { path: PATH }, why: expect.stringMatching(/^where PostgreSQL keeps tables: /) },
    ]);
  });

  test("the option that moves it is where it points", () => {
    const [tool] = postgres('services.postgresql.dataDir = "/data/pg";').toolstack.tools;
    expect(tool?.data[0]?.at).toMatchObject({ path: PATH });
  });

  test("`~` is the home of everyone for whom the tool is there, `PROJECT` each project directory", () => {
    const detected = detect(`{ pkgs, ... }: { environment.systemPackages = [ pkgs.cargo ]; ${USERS} }`, {
      projects: ["~/src", "/srv/code"],
    });
    expect(dataOf(detected, "cargo")).toEqual([
      "/home/alice/.cargo/registry (alice)",
      "/srv/bob/.cargo/registry (bob)",
      "/home/alice/src/target (alice)",
      "/srv/bob/src/target (bob)",
      "/srv/code/target",
    ]);
  });

  test("a home that nobody configures is left out", () => {
    const detected = detect(`{ ... }: { home-manager.users.carol.programs.vscode.enable = true; }`);
    expect(dataOf(detected, "vscode")).toEqual([]);
    const told = detect(
      `{ ... }: { home-manager.users.carol = { programs.vscode.enable = true; home.homeDirectory = "/h/carol"; }; }`,
    );
    expect(dataOf(told, "vscode")).toEqual(["/h/carol/.config/Code (carol)"]);
  });
});

describe("snapshots", () => {
  test.each([
    ["{ }", undefined],
    ['{ services.snapper.configs.home = { SUBVOLUME = "/home"; }; }', true],
    ['{ services.btrbk.instances.daily.onCalendar = "daily"; }', true],
    ["{ services.snapper.configs = { }; }", undefined],
    ["{ services.sanoid.enable = true; }", undefined],
    ["{ pkgs, ... }: { environment.systemPackages = [ pkgs.timeshift ]; }", true],
    [
      "{ pkgs, lib, config, ... }: { environment.systemPackages = lib.optional config.my.flag pkgs.timeshift; }",
      undefined,
    ],
    ["{ lib, config, ... }: { services.snapper.configs = lib.mkIf config.my.flag { home = { }; }; }", undefined],
  ])("%s", (configuration, taken) => {
    const { snapshots } = detect(configuration).toolstack;
    expect(snapshots.kind === "known" ? snapshots.taken : undefined).toBe(taken);
  });

  test.each([
    ['services.snapper.configs.home.SUBVOLUME = "/home";', ["/home"]],
    ['services.snapper.configs = { a.SUBVOLUME = "/"; b.SUBVOLUME = "/srv/"; };', ["/", "/srv"]],
    ["services.snapper.configs.home.SUBVOLUME = config.my.home;", []],
    ['services.btrbk.instances.a.settings.subvolume = "/home";', ["/home"]],
    ['services.btrbk.instances.a.settings.subvolume = { "/home" = { }; "/srv" = { }; };', ["/home", "/srv"]],
    ['services.btrbk.instances.a.settings.volume."/".subvolume.home = { };', ["/home"]],
    ['services.btrbk.instances.a.settings.volume."/persist" = { subvolume = "."; };', ["/persist"]],
    // A subvolume below the mounted top level: no place of the host.
    ['services.btrbk.instances.a.settings.volume."/top".subvolume."@home" = { };', ["/top/@home"]],
    // It may use rsync, and what it is told stands in its own files.
    ["environment.systemPackages = [ pkgs.timeshift ];", []],
  ])("which places are snapshotted: %s", (line, of) => {
    expect(detect(`{ pkgs, config, ... }: { ${line} }`).toolstack.snapshots).toMatchObject({ taken: true, of });
  });

  test("the user's word counts first, either way", () => {
    const workload = { snapshots: false, intensity: {} };
    expect(detect("{ services.snapper.configs.home = { }; }", { workload }).toolstack.snapshots).toMatchObject({
      kind: "known",
      taken: false,
    });
  });
});

describe("what the user names and nobody knows", () => {
  test("ids with what was probably meant, at their place in the project file", () => {
    const text =
      "tools: [postgres, postgresql]\nexclude: [cargoo]\nworkload: { intensity: { databases: heavy, zzz: light } }\n";
    const { all } = readProjectFile("/w/.disko-toolstack.yaml", text);
    const { problems } = detectToolstack({ host: undefined, index, selection: all.selection, places: all.places });
    expect(problems.map(({ at, message }) => `«${at && text.slice(at.span.start, at.span.end)}» ${message}`)).toEqual([
      "«postgres» There is no tool `postgres`: did you mean `postgresql`?",
      "«cargoo» There is no tool `cargoo`: did you mean `cargo`?",
      "«databases» There is no tool or category `databases`: did you mean `database`?",
      "«zzz» There is no tool or category `zzz`: nothing is known of it.",
    ]);
  });

  test("evidence of a tool from the project file points there", () => {
    const text = "tools: [vscode]\n";
    const { all } = readProjectFile("/w/.disko-toolstack.yaml", text);
    const { toolstack } = detectToolstack({ host: undefined, index, selection: all.selection, places: all.places });
    expect(toolstack.tools[0]?.evidence).toEqual([
      { at: { path: "/w/.disko-toolstack.yaml", span: { start: 8, end: 14 } }, name: "tools" },
    ]);
  });

  test("a pattern of the project whose category there is not", () => {
    const text = `patterns:
  - { id: x, name: X, category: databse, summary: X., detect: {}, data: [{ path: /x, holds: x, role: cache, source: a }], sources: { a: { url: "https://example.org", title: A } } }
`;
    const { all, added, problems } = readProjectFile("/w/.disko-toolstack.yaml", text);
    expect(problems).toEqual([]);
    const more = createPatternIndex(SAMPLE, added);
    const told = detectToolstack({
      host: undefined,
      index: more,
      selection: all.selection,
      places: all.places,
    }).problems;
    expect(told.map(({ at, message }) => `«${at && text.slice(at.span.start, at.span.end)}» ${message}`)).toEqual([
      "«databse» There is no category `databse`: the pattern `x` takes no facts from one.",
    ]);
  });

  test("wanted and excluded", () => {
    const { problems } = detect("{ }", { tools: ["vscode"], exclude: ["vscode"] });
    expect(problems).toEqual([{ at: undefined, message: "`vscode` is both wanted and excluded: it is passed over." }]);
  });
});
