/** What is known of a flake's inputs without fetching them. */
import { describe, expect, test } from "vitest";
import { hostsOf, hostsWith, type Texts } from "./support.ts";

const MACHINE = { "/w/a.nix": '{ networking.hostName = "a"; }' };

function flake(inputs: string, outputs: string, more: Texts = {}): Texts {
  return { ...MACHINE, "/w/flake.nix": `{ inputs = { ${inputs} }; outputs = ${outputs}; }`, ...more };
}

describe("nixpkgs under any name", () => {
  const makes = "inputs: { nixosConfigurations.x = inputs.channel.lib.nixosSystem { modules = [ ./a.nix ]; }; }";
  test.each([
    'channel.url = "github:NixOS/nixpkgs/nixos-25.11";',
    'channel.url = "nixpkgs/nixos-unstable";',
    'channel = { type = "github"; owner = "NixOS"; repo = "nixpkgs"; };',
    'channel.url = "https://channels.nixos.org/nixos-unstable/nixexprs.tar.xz";',
    'channel.follows = "base"; base.url = "github:NixOS/nixpkgs";',
    'channel.follows = "framework/nixpkgs"; framework.url = "github:some/framework";',
  ])("%s", (inputs) => {
    expect(hostsWith(flake(inputs, makes))).toEqual([["x", "a"]]);
  });

  test.each([
    ["eval-config", `import "\${nixpkgs}/nixos/lib/eval-config.nix"`],
    ["eval-config by a path", 'import (nixpkgs + "/nixos/lib/eval-config.nix")'],
    ["an extended lib", "(nixpkgs.lib.extend (_: _: { mine = 1; })).nixosSystem"],
    ["a lib with that of home-manager", "(nixpkgs.lib // home-manager.lib).nixosSystem"],
  ])("%s", (_, call) => {
    const outputs = `{ nixpkgs, home-manager, ... }: { nixosConfigurations.x = ${call} { modules = [ ./a.nix ]; }; }`;
    expect(hostsWith(flake("", outputs))).toEqual([["x", "a"]]);
  });

  test("modules of nixpkgs are no reason to doubt", () => {
    const outputs = `{ nixpkgs, ... }: { nixosConfigurations.x = nixpkgs.lib.nixosSystem {
      modules = [ "\${nixpkgs}/nixos/modules/installer/cd-dvd/iso-image.nix" ./a.nix ]; }; }`;
    const [host] = hostsOf(flake("", outputs)).hosts;
    expect(host?.unknown()).toEqual([]);
    expect(host?.files()).toEqual(["/w/a.nix", "/w/flake.nix"]);
  });

  test("modules that leave the options of NixOS alone are no reason to doubt, others are", () => {
    const inputs = `hm.url = "github:nix-community/home-manager/master"; secrets.url = "github:Mic92/sops-nix";
      other.url = "github:some/other";`;
    const using = (input: string): unknown => {
      const outputs = `{ nixpkgs, ... }@inputs: { nixosConfigurations.x = nixpkgs.lib.nixosSystem { modules = [
        inputs.${input}.nixosModules.default ({ lib, ... }: { services.fwupd.enable = lib.mkDefault true; }) ]; }; }`;
      return hostsWith(flake(inputs, outputs), "services.fwupd.enable");
    };
    expect(using("hm")).toEqual([["x", true]]);
    expect(using("secrets")).toEqual([["x", true]]);
    expect(using("other")).toEqual([["x", { perhaps: true }]]);
  });

  test("a machine with macOS is no host, nor is a test", () => {
    const outputs = `{ nixpkgs, darwin, ... }: { nixosConfigurations = {
      mac = darwin.lib.darwinSystem { modules = [ ./a.nix ]; };
      test = nixpkgs.lib.nixos.runTest { nodes.machine = ./a.nix; };
    }; }`;
    expect(hostsOf(flake("", outputs)).hosts).toEqual([]);
  });
});

describe("other configurations of the flake", () => {
  test("can be read", () => {
    const outputs = `{ self, nixpkgs, ... }: { nixosConfigurations = {
      other = nixpkgs.lib.nixosSystem { modules = [ ./a.nix ]; };
      x = nixpkgs.lib.nixosSystem {
        modules = [ { networking.hostName = "not-\${self.nixosConfigurations.other.config.networking.hostName}"; } ]; };
    }; }`;
    expect(hostsWith(flake("", outputs))).toEqual([
      ["other", "a"],
      ["x", "not-a"],
    ]);
  });
  test("can be extended", () => {
    const outputs = `{ self, nixpkgs, ... }: { nixosConfigurations = {
      a = nixpkgs.lib.nixosSystem { modules = [ ./a.nix ]; };
      b = self.nixosConfigurations.a.extendModules { modules = [ ({ lib, ... }: { networking.hostName = lib.mkForce "b"; }) ]; };
    }; }`;
    expect(hostsWith(flake("", outputs))).toEqual([
      ["a", "a"],
      ["b", "b"],
    ]);
  });
});

test("a folder of the workspace as an input is a flake of its own", () => {
  const texts = flake(
    'parts.url = "path:./parts"; files = { url = "path:./files"; flake = false; };',
    `{ nixpkgs, parts, files, ... }: { nixosConfigurations.x = nixpkgs.lib.nixosSystem {
      modules = [ parts.nixosModules.base "\${files}/more.nix" ]; }; }`,
    {
      "/w/parts/flake.nix": "{ outputs = { self }: { nixosModules.base = ../a.nix; }; }",
      "/w/files/more.nix": "{ services.fwupd.enable = true; }",
    },
  );
  expect(hostsWith(texts)).toEqual([["x", "a"]]);
  expect(hostsWith(texts, "services.fwupd.enable")).toEqual([["x", true]]);
});

describe("flake-utils", () => {
  test.each([
    [
      "beside hosts",
      `{ nixpkgs, flake-utils, ... }: flake-utils.lib.eachDefaultSystem (system: { packages.default = 1; })
        // { nixosConfigurations.x = nixpkgs.lib.nixosSystem { modules = [ ./a.nix ]; }; }`,
    ],
    [
      "passing through",
      `{ nixpkgs, flake-utils, ... }: flake-utils.lib.eachSystemPassThrough [ "x86_64-linux" ]
        (system: { nixosConfigurations.x = nixpkgs.lib.nixosSystem { inherit system; modules = [ ./a.nix ]; }; })`,
    ],
    [
      "a list of systems",
      `{ nixpkgs, systems, ... }: { nixosConfigurations = if builtins.elem "x86_64-linux" (import systems)
        then { x = nixpkgs.lib.nixosSystem { modules = [ ./a.nix ]; }; } else { }; }`,
    ],
  ])("%s", (_, outputs) => {
    expect(hostsWith(flake("", outputs))).toEqual([["x", "a"]]);
  });
});
