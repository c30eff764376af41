/** Options that a workspace declares for itself, with types, and what a host reads of them. */
import { describe, expect, test } from "vitest";
import { hostOf, shownState } from "./support.ts";

/** The option `path` of a host whose modules declare `my.*` as in `options` and say `config`. */
function option(path: string, options: string, config: string): unknown {
  const text = `{ lib, config, pkgs, options, inputs, ... }: with lib; { options.my = { ${options} }; config = { ${config} }; }`;
  const texts = { "/w/configuration.nix": text };
  return shownState(hostOf(text, {}, ["vim", "hello"]).configuration.option(path.split(".")), texts);
}

describe("types decide what definitions are together", () => {
  test.each([
    ["lines are joined", "my.t", "t = mkOption { type = types.lines; };", 'my.t = mkMerge [ "a" "b" ];', "a\nb"],
    [
      "an element is coerced",
      "y",
      "l = mkOption { type = with types; coercedTo str singleton (listOf str); };",
      'my.l = "a"; y = config.my.l;',
      ["a"],
    ],
    [
      "a named thing has its defaults",
      "y",
      `hosts = mkOption { type = types.attrsOf (types.submodule ({ name, ... }: {
        options.port = mkOption { type = types.port; default = 80; };
        options.label = mkOption { type = types.str; default = name; };
      })); default = { }; };`,
      "my.hosts.a = { }; my.hosts.b.port = 81; y = mapAttrsToList (n: h: { inherit (h) port label; }) config.my.hosts;",
      [
        { port: 80, label: "a" },
        { port: 81, label: "b" },
      ],
    ],
    [
      "options of a named thing can be asked for by path",
      "my.hosts.b.port",
      "hosts = mkOption { type = types.attrsOf (types.submodule { options.port = mkOption { type = types.port; default = 80; }; }); };",
      "my.hosts.b = { };",
      80,
    ],
    ["a package by default", "y", 'p = mkPackageOption pkgs "hello" { };', "y = config.my.p.pname;", "hello"],
    [
      "an empty set by its type",
      "y",
      "s = mkOption { type = types.attrsOf types.int; };",
      "y = attrNames config.my.s;",
      [],
    ],
    [
      "whether it is defined",
      "y",
      "s = mkOption { type = types.int; };",
      "my.s = 1; y = options.my.s.isDefined;",
      true,
    ],
  ])("%s", (_title, path, options, config, value) => {
    expect(option(path, options, config)).toMatchObject({ value });
  });

  test("an option under its old name", () => {
    const text = `{ lib, ... }: {
      imports = [ (lib.mkRenamedOptionModule [ "my" "old" ] [ "services" "new" "enable" ]) ];
      my.old = lib.mkForce true;
    }`;
    const { configuration } = hostOf(text);
    expect(shownState(configuration.option(["services", "new", "enable"]), {})).toMatchObject({ value: true });
  });
});

describe("what does not fit is no value", () => {
  test("a text where a number is declared", () => {
    const shown = option("my.n", "n = mkOption { type = types.int; };", 'my.n = "a";');
    expect(shown).toEqual({ unknown: "A definition for option `my.n' is not of type `signed integer'." });
  });
  test("a doubtful one that does not fit is none", () => {
    const doubtful = 'my.n = mkMerge [ 1 (mkIf inputs.x "a") ];';
    expect(option("my.n", "n = mkOption { type = types.int; };", doubtful)).toMatchObject({ value: 1 });
  });
  test("a condition that is not known leaves the value likely", () => {
    const shown = option("my.n", "n = mkOption { type = types.int; default = 0; };", "my.n = mkIf inputs.x 1;");
    expect(shown).toMatchObject({ value: 1, certain: false });
  });
});

describe("functions where NixOS has submodules", () => {
  test("are called with their name and what is defined for them", () => {
    const text = `{ lib, ... }: {
      users.users.alice = { name, config, ... }: { isNormalUser = true; home = "/people/" + name; shell = config.home; };
    }`;
    const { configuration, users } = hostOf(text);
    expect(users).toMatchObject([{ name: "alice", home: "/people/alice" }]);
    const shell = configuration.option(["users", "users", "alice", "shell"]);
    expect(shownState(shell, {})).toMatchObject({ value: "/people/alice" });
  });
  test("other functions stay functions", () => {
    const text = "{ ... }: { nixpkgs.config.allowUnfreePredicate = pkg: true; x = { pkg, ... }: pkg; }";
    const { configuration } = hostOf(text);
    for (const path of [["nixpkgs", "config", "allowUnfreePredicate"], ["x"]])
      expect(shownState(configuration.option(path), {})).toMatchObject({ value: "a function" });
  });
});

describe("disabled modules", () => {
  test("go with what only they import", () => {
    const text = "{ imports = [ ./a.nix ]; disabledModules = [ ./a.nix ]; }";
    const more = { "/w/a.nix": "{ imports = [ ./b.nix ]; }", "/w/b.nix": "{ y = 1; }" };
    expect(hostOf(text, more).configuration.option(["y"])).toEqual({ kind: "absent" });
  });
});

describe("defaults of NixOS that are known", () => {
  const y = (config: string): unknown =>
    shownState(hostOf(`{ lib, config, ... }: { ${config} }`).configuration.option(["y"]), {});
  test.each([
    ["a default is read", "y = config.zramSwap.enable;", false],
    ["beside other options of the set", 'nix.gc.dates = "weekly"; y = config.nix.gc.automatic;', false],
    ["what is defined counts", "zramSwap.enable = true; y = config.zramSwap.enable;", true],
    ["nobody has docker", "y = if config.virtualisation.docker.enable then 1 else 2;", 2],
  ])("%s", (_title, config, value) => {
    expect(y(config)).toMatchObject({ value });
  });
  test.each([
    [
      "containers may bring docker",
      'virtualisation.oci-containers.backend = "docker"; y = config.virtualisation.docker.enable;',
    ],
    ["a module is not read", "imports = [ ./gone.nix ]; y = config.zramSwap.enable;"],
    ["nobody knows", "y = config.services.xserver.enable;"],
  ])("not known: %s", (_title, config) => {
    expect(y(config)).toHaveProperty("unknown");
  });
});

describe("an option of NixOS that the workspace declares once more", () => {
  test.each([
    [
      "with an option for each of its things",
      "type = types.attrsOf (types.submodule { options.note = mkOption { default = 1; }; });",
    ],
    ["with an apply function", "apply = users: mapAttrs (_: user: user // { uid = user.uid + 1; }) users;"],
  ])("is taken at face value: %s", (_title, option) => {
    const text = `{ lib, ... }: with lib; {
      options.users.users = mkOption { ${option} };
      config.users.users.alice = { isNormalUser = true; home = "/people/alice"; };
    }`;
    expect(hostOf(text).users).toMatchObject([{ name: "alice", home: "/people/alice" }]);
  });
});
