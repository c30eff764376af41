/** Flakes that are made of modules: flake-parts, and what finds the modules. */
import { describe, expect, test } from "vitest";
import { hostsOf, hostsWith, type Texts, textAt } from "./support.ts";

const INPUTS = `inputs = {
  nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";
  flake-parts.url = "github:hercules-ci/flake-parts";
  import-tree.url = "github:vic/import-tree";
};`;

/** A flake of one module, beside further files. */
function parts(module: string, more: Texts = {}): Texts {
  return {
    "/w/flake.nix": `{ ${INPUTS} outputs = inputs: inputs.flake-parts.lib.mkFlake { inherit inputs; } ${module}; }`,
    "/w/a.nix": '{ networking.hostName = "a"; }',
    ...more,
  };
}

describe("hosts of flake-parts", () => {
  test.each([
    [
      "written under flake",
      "{ flake.nixosConfigurations.x = inputs.nixpkgs.lib.nixosSystem { modules = [ ./a.nix ]; }; }",
    ],
    [
      "a function of inputs and lib",
      "({ inputs, lib, ... }: { flake.nixosConfigurations.x = lib.nixosSystem { modules = [ ./a.nix ]; }; })",
    ],
    [
      "with the packages of a system",
      `({ withSystem, ... }: { flake.nixosConfigurations.x = withSystem "x86_64-linux" ({ pkgs, inputs', config, ... }:
        inputs.nixpkgs.lib.nixosSystem { specialArgs = { inherit inputs'; }; modules = [ ./a.nix ]; }); })`,
    ],
    [
      "with systems, packages and modules of other projects beside",
      `{ systems = [ "x86_64-linux" ]; imports = [ inputs.treefmt.flakeModule inputs.flake-parts.flakeModules.modules ];
        perSystem = { pkgs, ... }: { packages.default = pkgs.hello; };
        flake.nixosConfigurations.x = inputs.nixpkgs.lib.nixosSystem { modules = [ ./a.nix ]; }; }`,
    ],
    [
      "from modules of its own",
      `({ self, ... }: {
        flake.nixosModules.base = ./a.nix;
        flake.nixosConfigurations.x = inputs.nixpkgs.lib.nixosSystem { modules = [ self.nixosModules.base ]; }; })`,
    ],
    [
      "one for each name of an option of its own",
      `({ config, lib, ... }: {
        machines = [ "x" ];
        flake.nixosConfigurations = lib.genAttrs [ "x" ] (name: lib.nixosSystem { modules = [ ./a.nix ]; }); })`,
    ],
  ])("%s", (_, module) => {
    expect(hostsWith(parts(module))).toEqual([["x", "a"]]);
  });

  test("all definitions of a module of one name are one module", () => {
    const module = `({ config, inputs, ... }: {
      imports = [ ./one.nix ./two.nix ];
      flake.nixosConfigurations.x = inputs.nixpkgs.lib.nixosSystem { modules = [ config.flake.modules.nixos.base ]; };
    })`;
    const texts = parts(module, {
      "/w/one.nix": '{ flake.modules.nixos.base = { networking.hostName = "a"; }; }',
      "/w/two.nix":
        "{ flake.modules.nixos.base = { pkgs, ... }: { services.fwupd.enable = true; }; flake.modules.nixos.other.x = 1; }",
    });
    expect(hostsWith(texts)).toEqual([["x", "a"]]);
    expect(hostsWith(texts, "services.fwupd.enable")).toEqual([["x", true]]);
    expect(hostsWith(texts, "x")).toEqual([["x", "absent"]]);
  });

  test("a module that a condition switches off stays off", () => {
    const module = `({ config, inputs, lib, ... }: {
      flake.modules.nixos.base = lib.mkIf false { services.fwupd.enable = true; };
      flake.nixosConfigurations = lib.mkMerge [
        { x = inputs.nixpkgs.lib.nixosSystem { modules = [ config.flake.modules.nixos.base ]; }; }
        (lib.mkIf false { y = inputs.nixpkgs.lib.nixosSystem { modules = [ ]; }; })
      ];
    })`;
    expect(hostsWith(parts(module), "services.fwupd.enable")).toEqual([["x", "absent"]]);
  });

  test("functions that modules hand on are no modules", () => {
    const module = `({ lib, config, mkHost, ... }: {
      _module.args.mkHost = { name, config ? null, ... }: lib.nixosSystem { modules = [ { networking.hostName = name; } ]; };
      flake.lib.again = { name, ... }@args: mkHost args;
      flake.nixosConfigurations.x = mkHost { name = "x"; };
      flake.nixosConfigurations.y = config.flake.lib.again { name = "y"; };
    })`;
    expect(hostsWith(parts(module))).toEqual([
      ["x", "x"],
      ["y", "y"],
    ]);
  });

  test("a framework on top that is not understood makes hosts that are not known", () => {
    const { hosts, unknown } = hostsOf(
      parts("{ imports = [ inputs.easy-hosts.flakeModule ]; easy-hosts.path = ./.; }"),
    );
    expect(hosts).toEqual([]);
    expect(unknown.map(({ why }) => why)).toEqual([]);
  });
});

describe("import-tree", () => {
  const tree = (call: string): Texts =>
    parts(call, {
      "/w/modules/host.nix": `{ inputs, config, ... }: {
        flake.nixosConfigurations.x = inputs.nixpkgs.lib.nixosSystem { modules = [ config.flake.modules.nixos.x ]; };
      }`,
      "/w/modules/deep/er/name.nix": '{ flake.modules.nixos.x = { networking.hostName = "a"; }; }',
      "/w/modules/deep/_off/name.nix": '{ flake.modules.nixos.x = { networking.hostName = "b"; }; }',
      "/w/modules/_off.nix": "{ flake.modules.nixos.x.services.fwupd.enable = true; }",
      "/w/modules/notes.txt": "no module",
    });
  test.each([
    ["(inputs.import-tree ./modules)"],
    ["{ imports = [ (inputs.import-tree [ ./modules ]) ]; }"],
    ["(inputs.import-tree.addPath ./modules)"],
    ['((inputs.import-tree.filterNot (inputs.nixpkgs.lib.hasInfix "/nothing")) ./modules)'],
    ['((inputs.import-tree.match ".*") ./modules)'],
    ["((import inputs.import-tree).withLib inputs.nixpkgs.lib ./modules)"],
    ["{ imports = (inputs.import-tree.withLib inputs.nixpkgs.lib).leafs ./modules; }"],
  ])("%s", (call) => {
    expect(hostsWith(tree(call))).toEqual([["x", "a"]]);
    expect(hostsWith(tree(call), "services.fwupd.enable")).toEqual([["x", "absent"]]);
  });

  test("what a filter takes out is not imported", () => {
    const call = '((inputs.import-tree.filter (path: !(inputs.nixpkgs.lib.hasSuffix "name.nix" path))) ./modules)';
    expect(hostsWith(tree(call))).toEqual([["x", "absent"]]);
  });

  test("a host uses the files that its modules are written in, and no others", () => {
    const texts = tree("(inputs.import-tree ./modules)");
    const [host] = hostsOf(texts).hosts;
    expect(host?.uses("/w/modules/deep/er/name.nix")).toBe(true);
    expect(host?.uses("/w/modules/deep/_off/name.nix")).toBe(false);
    expect(textAt(host?.at, texts)).toContain("flake.nixosConfigurations.x =");
  });
});
