/** Which packages the package lists name, and where. */
import { describe, expect, test } from "vitest";
import { hostOf, hostsOf, type Texts, textAt } from "./support.ts";

const NAMES = ["vscode", "vscode-fhs", "neovim", "firefox", "jetbrains.clion", "cargo"];

/** `name: text of the place`, with `?` behind a name that is uncertain. */
function packagesIn(configuration: string, more: Texts = {}): string[] {
  const texts = { ...more, "/w/configuration.nix": configuration };
  return hostOf(configuration, more, NAMES).configuration.packages.map(
    ({ name, at, certain }) => `${name}${certain ? "" : "?"}: ${textAt(at, texts)}`,
  );
}

describe("environment.systemPackages", () => {
  test("a list that lies in a file which is called like a package", () => {
    const texts = {
      "/w/list.nix": "{ pkgs, vscode }: with pkgs; [ cargo vscode ]",
      "/w/tool.nix": "{ stdenv }: stdenv.mkDerivation { }",
    };
    expect(
      packagesIn("{ pkgs, ... }: { environment.systemPackages = pkgs.callPackage ./list.nix { }; }", texts),
    ).toEqual(["cargo: cargo", "vscode: vscode"]);
    const tool = "{ pkgs, ... }: { environment.systemPackages = [ (pkgs.callPackage ./tool.nix { }) pkgs.cargo ]; }";
    expect(packagesIn(tool, texts)).toEqual(["cargo: pkgs.cargo"]);
  });

  test.each([
    ["with pkgs; [ vscode unheard-of ]", ["vscode: vscode"]],
    ["[ pkgs.vscode pkgs.unheard-of ]", ["vscode: pkgs.vscode"]],
    ["[ (pkgs.vscode.override { isInsiders = true; }) ]", ["vscode: pkgs.vscode.override { isInsiders = true; }"]],
    ["[ (pkgs.neovim.overrideAttrs (old: { })) ]", ["neovim: pkgs.neovim.overrideAttrs (old: { })"]],
    ["with pkgs; [ vscode-fhs vscode.fhs ]", ["vscode-fhs: vscode-fhs", "vscode: vscode.fhs"]],
    ["[ pkgs.jetbrains.clion pkgs.jetbrains.idea ]", ["jetbrains.clion: pkgs.jetbrains.clion"]],
    ["with pkgs.jetbrains; [ clion ]", ["jetbrains.clion: clion"]],
    ["[ pkgs.unstable.firefox ]", ["firefox: pkgs.unstable.firefox"]],
    ["let inherit (pkgs) neovim; in [ neovim ]", ["neovim: neovim"]],
    ["builtins.attrValues { inherit (pkgs) firefox cargo; }", ["cargo: cargo", "firefox: firefox"]],
    ["[ pkgs.cargo ] ++ [ pkgs.firefox ]", ["cargo: pkgs.cargo", "firefox: pkgs.firefox"]],
    ["lib.optionals true [ pkgs.cargo ] ++ lib.optional false pkgs.firefox", ["cargo: pkgs.cargo"]],
    ["lib.optionals config.nobody.knows [ pkgs.cargo ]", ["cargo?: pkgs.cargo"]],
    ["lib.optional config.nobody.knows pkgs.cargo ++ [ pkgs.neovim ]", ["cargo?: pkgs.cargo", "neovim: pkgs.neovim"]],
    ["lib.mkIf config.nobody.knows [ pkgs.cargo ]", ["cargo?: pkgs.cargo"]],
    ["lib.mkIf false [ pkgs.cargo ]", []],
    ["if config.nobody.knows then [ pkgs.cargo ] else [ ]", ["cargo?: pkgs.cargo"]],
    ['map (name: pkgs.${name}) [ "cargo" ]', ["cargo: pkgs.${name}"]],
    ['[ (pkgs.writeShellScriptBin "code" "") ]', []],
    ['[ (pkgs.symlinkJoin { name = "x"; paths = [ pkgs.cargo ]; }) ]', []],
    ['[ (pkgs.writeShellApplication { name = "x"; runtimeInputs = [ pkgs.cargo ]; }) ]', []],
    ["[ /* pkgs.cargo */ ]", []],
    [
      "[ (lib.getBin pkgs.cargo) (lib.hiPrio pkgs.neovim) ]",
      ["cargo: lib.getBin pkgs.cargo", "neovim: lib.hiPrio pkgs.neovim"],
    ],
    [
      "lib.attrValues { inherit (pkgs) firefox; inherit (pkgs.jetbrains) clion; }",
      ["firefox: firefox", "jetbrains.clion: clion"],
    ],
    [
      "[ pkgs.pkgs-unstable.cargo pkgs.nixpkgs-stable.firefox ]",
      ["cargo: pkgs.pkgs-unstable.cargo", "firefox: pkgs.nixpkgs-stable.firefox"],
    ],
    ["[ pkgs.vimPlugins.firefox pkgs.python3Packages.cargo ]", []],
    ["lib.flatten [ pkgs.cargo [ pkgs.firefox ] ]", ["cargo: pkgs.cargo", "firefox: pkgs.firefox"]],
    ["builtins.filter lib.isDerivation [ pkgs.cargo ]", ["cargo: pkgs.cargo"]],
    [
      "lib.optional pkgs.stdenv.isLinux pkgs.cargo ++ lib.optional pkgs.stdenv.hostPlatform.isDarwin pkgs.firefox",
      ["cargo: pkgs.cargo"],
    ],
    ["lib.optional pkgs.stdenv.hostPlatform.isx86_64 pkgs.cargo", ["cargo?: pkgs.cargo"]],
  ])("%s", (list, expected) => {
    expect(packagesIn(`{ pkgs, lib, config, ... }: { environment.systemPackages = ${list}; }`).sort()).toEqual(
      expected.sort(),
    );
  });

  test("lists of several modules, and one that is forced", () => {
    const more = { "/w/more.nix": "{ pkgs, ... }: { environment.systemPackages = [ pkgs.cargo ]; }" };
    const main = (list: string): string =>
      `{ pkgs, lib, ... }: { imports = [ ./more.nix ]; environment.systemPackages = ${list}; }`;
    expect(packagesIn(main("[ pkgs.firefox ]"), more)).toEqual(["cargo: pkgs.cargo", "firefox: pkgs.firefox"]);
    expect(packagesIn(main("lib.mkForce [ pkgs.firefox ]"), more)).toEqual(["firefox: pkgs.firefox"]);
  });

  test("a list that cannot be read is noted where it is", () => {
    const text = "{ pkgs, inputs, ... }: { environment.systemPackages = [ pkgs.cargo ] ++ inputs.x.tools; }";
    expect(packagesIn(text)).toEqual(["cargo: pkgs.cargo"]);
    expect(
      hostOf(text, {}, NAMES)
        .unknown()
        .map(({ at, why }) => [textAt(at, { "/w/configuration.nix": text }), why]),
    ).toEqual([["inputs", "the argument `inputs` is not given"]]);
  });
});

test.each([
  ["hostPlatform", '{ nixpkgs.hostPlatform = lib.mkDefault "aarch64-linux"; }', {}],
  [
    "nixos-facter",
    "{ hardware.facter.reportPath = ./facter.json; }",
    { "/w/facter.json": '{ "system": "aarch64-linux" }' },
  ],
])("the processor is known from %s", (_, said, more) => {
  const list = `lib.optional pkgs.stdenv.hostPlatform.isAarch64 pkgs.cargo
    ++ lib.optional (pkgs.system == "x86_64-linux") pkgs.firefox`;
  expect(
    packagesIn(`{ pkgs, lib, ... }: { imports = [ ${said} ]; environment.systemPackages = ${list}; }`, more),
  ).toEqual(["cargo: pkgs.cargo"]);
});

test("packages through options of one's own", () => {
  const options = `options.my = {
    packages = lib.mkOption { type = lib.types.listOf lib.types.package; default = [ ]; };
    editor = lib.mkOption { type = lib.types.package; default = pkgs.neovim; };
    off = lib.mkOption { type = lib.types.package; default = pkgs.vscode; };
  };`;
  const config = `config = { my.packages = [ pkgs.cargo ];
    environment.systemPackages = config.my.packages ++ [ config.my.editor ]; };`;
  expect(packagesIn(`{ pkgs, lib, config, ... }: { ${options} ${config} }`).map((one) => one.split(":")[0])).toEqual([
    "cargo",
    "neovim",
  ]);
});

test("lists that are not of tools name none", () => {
  expect(
    packagesIn("{ pkgs, ... }: { fonts.packages = [ pkgs.firefox ]; environment.variables.X = pkgs.cargo; }"),
  ).toEqual([]);
});

test("users' packages", () => {
  const text = `{ pkgs, ... }: { users.users.ada = { isNormalUser = true; packages = [ pkgs.vscode ]; }; }`;
  const host = hostOf(text, {}, NAMES);
  expect(host.configuration.packages).toMatchObject([
    { name: "vscode", list: "users.users.ada.packages", certain: true },
  ]);
});

test("package sets of a flake's inputs", () => {
  const texts = {
    "/w/flake.nix": `{ outputs = { nixpkgs, nixpkgs-unstable, ... }: {
      nixosConfigurations.x = nixpkgs.lib.nixosSystem {
        specialArgs.pkgs-unstable = import nixpkgs-unstable { system = "x86_64-linux"; config.allowUnfree = true; };
        specialArgs.old = nixpkgs.legacyPackages.x86_64-linux;
        modules = [ ({ pkgs, pkgs-unstable, old, ... }: {
          environment.systemPackages = [ pkgs.cargo pkgs-unstable.vscode old.firefox ];
        }) ];
      };
    }; }`,
  };
  const [host] = hostsOf(texts, NAMES).hosts;
  expect(host?.configuration.packages.map(({ at }) => textAt(at, texts))).toEqual([
    "pkgs.cargo",
    "pkgs-unstable.vscode",
    "old.firefox",
  ]);
});

test("the same platform all through", () => {
  const texts = {
    "/w/flake.nix": `{ outputs = { nixpkgs, nixpkgs-unstable, ... }: {
      nixosConfigurations.x = nixpkgs.lib.nixosSystem {
        modules = [ ({ pkgs, ... }: {
          nixpkgs.hostPlatform = "aarch64-linux";
          environment.systemPackages = [ nixpkgs-unstable.legacyPackages.\${pkgs.stdenv.hostPlatform.system}.cargo ];
        }) ];
      };
    }; }`,
  };
  expect(hostsOf(texts, NAMES).hosts[0]?.configuration.packages).toMatchObject([{ name: "cargo" }]);
});
