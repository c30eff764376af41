/** Hosts that a framework makes of the folders of a project. */
import { describe, expect, test } from "vitest";
import { hostsOf, hostsWith, type Texts } from "./support.ts";

/** Names of the packages of each host's only home. */
function homes(texts: Texts): unknown {
  return hostsOf(texts, ["cargo", "neovim"]).hosts.map(({ name, homes: all }) => [
    name,
    all.map(({ user, configuration }) => [user, configuration.packages.map((one) => one.name).sort()]),
  ]);
}

describe("Snowfall", () => {
  const texts: Texts = {
    "/w/flake.nix": `{
      inputs = { snowfall-lib.url = "github:snowfallorg/lib"; home-manager.url = "github:nix-community/home-manager"; };
      outputs = inputs: let
        lib = inputs.snowfall-lib.mkLib { inherit inputs; src = ./.; snowfall.namespace = "ours"; };
      in lib.mkFlake { systems.modules.nixos = [ { services.openssh.enable = true; } ]; };
    }`,
    "/w/lib/module/default.nix":
      "{ lib, ... }: rec { mkBoolOpt = default: lib.mkOption { inherit default; type = lib.types.bool; }; off = mkBoolOpt false; }",
    "/w/modules/nixos/ssh/default.nix": `{ lib, config, namespace, ... }: with lib.\${namespace}; {
      options.ours.name.enable = off;
      config = lib.mkIf config.ours.name.enable { networking.hostName = "named"; };
    }`,
    "/w/modules/home/editor/default.nix": `{ lib, config, pkgs, ... }: {
      options.ours.editor.enable = lib.ours.off;
      config = lib.mkIf config.ours.editor.enable { home.packages = [ pkgs.neovim ]; };
    }`,
    "/w/systems/x86_64-linux/atlas/default.nix": "{ ours.name.enable = true; }",
    "/w/systems/x86_64-linux/pi/default.nix": "{ snowfallorg.users.bob.home.config = { ours.editor.enable = true; }; }",
    "/w/systems/aarch64-darwin/mac/default.nix": "{ }",
    "/w/homes/x86_64-linux/ada@atlas/default.nix":
      "{ pkgs, ... }: { ours.editor.enable = true; home.packages = [ pkgs.cargo ]; }",
  };

  test("each folder below `systems` is a machine, with all modules", () => {
    expect(hostsWith(texts)).toEqual([
      ["atlas", "named"],
      ["pi", "absent"],
    ]);
    expect(hostsWith(texts, "services.openssh.enable")).toEqual([
      ["atlas", true],
      ["pi", true],
    ]);
  });

  test("homes are those of the folders, and those that machines name", () => {
    expect(homes(texts)).toEqual([
      ["atlas", [["ada", ["cargo", "neovim"]]]],
      ["pi", [["bob", ["neovim"]]]],
    ]);
  });
});

describe("nixos-unified", () => {
  const inputs = `inputs = {
    flake-parts.url = "github:hercules-ci/flake-parts";
    home-manager.url = "github:nix-community/home-manager";
    nixos-unified.url = "github:srid/nixos-unified";
  };`;
  const outputs = `inputs: inputs.flake-parts.lib.mkFlake { inherit inputs; } {
    imports = [ inputs.nixos-unified.flakeModules.default inputs.nixos-unified.flakeModules.autoWire ];
  }`;
  const texts: Texts = {
    "/w/flake.nix": `{ ${inputs} outputs = ${outputs}; }`,
    "/w/configurations/nixos/atlas/default.nix": `{ flake, ... }: {
      imports = [ flake.inputs.self.nixosModules.base ];
      home-manager.users.ada.imports = [ flake.inputs.self.homeModules.tools ];
    }`,
    "/w/configurations/nixos/pi.nix": '{ networking.hostName = "small"; }',
    "/w/modules/nixos/base.nix": '{ networking.hostName = "named"; }',
    "/w/modules/home/tools.nix": "{ pkgs, ... }: { home.packages = [ pkgs.cargo ]; }",
  };

  test("each file of a folder is a machine", () => {
    expect(hostsWith(texts)).toEqual([
      ["atlas", "named"],
      ["pi", "small"],
    ]);
    expect(homes(texts)).toEqual([
      ["atlas", [["ada", ["cargo"]]]],
      ["pi", []],
    ]);
  });

  test("its own `mkFlake` takes the modules of a folder", () => {
    const short = {
      ...texts,
      "/w/flake.nix": `{ ${inputs} outputs = inputs:
        inputs.nixos-unified.lib.mkFlake { inherit inputs; root = ./.; }; }`,
      "/w/modules/flake-parts/toplevel.nix":
        "{ inputs, ... }: { imports = [ inputs.nixos-unified.flakeModules.default inputs.nixos-unified.flakeModules.autoWire ]; }",
    };
    expect(hostsWith(short)).toEqual([
      ["atlas", "named"],
      ["pi", "small"],
    ]);
  });
});

describe("Blueprint", () => {
  const texts = (options: string, folder: string): Texts => ({
    "/w/flake.nix": `{ inputs.blueprint.url = "github:numtide/blueprint"; outputs = inputs: inputs.blueprint { inherit inputs; ${options} }; }`,
    [`${folder}/hosts/atlas/configuration.nix`]:
      "{ flake, hostName, ... }: { imports = [ flake.nixosModules.base ]; networking.domain = hostName; }",
    [`${folder}/hosts/atlas/users/ada.nix`]: "{ flake, pkgs, ... }: { imports = [ flake.homeModules.tools ]; }",
    [`${folder}/hosts/mac/darwin-configuration.nix`]: "{ }",
    [`${folder}/modules/nixos/base.nix`]: '{ networking.hostName = "named"; }',
    [`${folder}/modules/home/tools.nix`]: "{ flake, inputs }: { pkgs, ... }: { home.packages = [ pkgs.cargo ]; }",
  });

  test.each([
    ["in the root", texts("", "/w")],
    ["in a folder", texts('prefix = "nix/";', "/w/nix")],
  ])("each folder of `hosts` is a machine, with the homes of its users, %s", (_, project) => {
    expect(hostsWith(project)).toEqual([["atlas", "named"]]);
    expect(homes(project)).toEqual([["atlas", [["ada", ["cargo"]]]]]);
  });
});

test("Haumea: a folder of files that make hosts", () => {
  const texts: Texts = {
    "/w/flake.nix": `{ inputs = { haumea.url = "github:nix-community/haumea"; nixpkgs.url = "github:NixOS/nixpkgs"; }; outputs = inputs: let
      inherit (inputs.nixpkgs) lib;
      parts = inputs.haumea.lib.load { src = ./parts; inputs = { inherit lib; start = "a"; }; };
    in { nixosConfigurations = lib.mergeAttrsList (map (one: one.hosts or { }) (builtins.attrValues parts)); }; }`,
    "/w/parts/atlas.nix": `{ lib, start, super, ... }@args: {
      hosts.atlas = lib.nixosSystem { modules = [ { networking.hostName = start; } ]; };
    }`,
    "/w/parts/more/pi.nix": "{ }",
    "/w/parts/_hidden.nix": "throw 1",
  };
  expect(hostsWith(texts)).toEqual([["atlas", "a"]]);
});

test("Clan: machines are folders, with the roles that an inventory gives them", () => {
  const texts: Texts = {
    "/w/flake.nix": `{ inputs.clan-core.url = "git+https://git.clan.lol/clan/clan-core"; outputs = { self, clan-core, ... }: let
      clan = clan-core.lib.clan {
        inherit self;
        modules.web = ./web.nix;
        machines.pi = { networking.domain = "home"; };
        inventory = {
          machines.atlas.tags = [ "server" ];
          instances.web = { module = { input = "self"; name = "web"; }; roles.server = { tags = [ "server" ]; settings.port = 80; }; };
          instances.more.roles.default = { machines.pi = { }; extraModules = [ { services.openssh.enable = true; } ]; };
        };
      };
    in clan-core.inputs.flake-parts.lib.mkFlake { inputs = { inherit self; }; } {
      flake = { inherit (clan.config) nixosConfigurations; };
    }; }`,
    "/w/web.nix": `{ lib, ... }: { roles.server.perInstance = { settings, ... }: {
      nixosModule = { services.nginx.defaultHTTPListenPort = settings.port; services.nginx.enable = settings.on; };
    }; }`,
    "/w/machines/atlas/configuration.nix": "{ }",
  };
  const port = "services.nginx.defaultHTTPListenPort";
  expect(hostsWith(texts)).toEqual([
    ["atlas", "atlas"],
    ["pi", "pi"],
  ]);
  expect(hostsWith(texts, port)).toEqual([
    ["atlas", 80],
    ["pi", "absent"],
  ]);
  expect(hostsWith(texts, "services.nginx.enable")).toEqual([
    ["atlas", "unknown"],
    ["pi", "absent"],
  ]);
  expect(hostsWith(texts, "services.openssh.enable")).toEqual([
    ["atlas", "absent"],
    ["pi", true],
  ]);
});
