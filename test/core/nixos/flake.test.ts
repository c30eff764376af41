/** Which hosts a flake has, however it writes them. */
import { describe, expect, test } from "vitest";
import { hostsOf, hostsWith, shownState, type Texts, textAt } from "./support.ts";

const machine = { "/w/a.nix": '{ networking.hostName = "a"; }', "/w/b.nix": '{ networking.hostName = "b"; }' };

function flake(outputs: string): Texts {
  return { ...machine, "/w/flake.nix": `{ inputs.nixpkgs.url = "nixpkgs"; outputs = ${outputs}; }` };
}

/** Names of the hosts with their `networking.hostName`. */
function namesIn(texts: Texts): unknown {
  return hostsOf(texts).hosts.map(({ name, configuration }) => [
    name,
    shownState(configuration.option(["networking", "hostName"]), texts),
  ]);
}

const a = { value: "a", from: ['networking.hostName = "a";'] };
const b = { value: "b", from: ['networking.hostName = "b";'] };

describe("hosts of a flake", () => {
  test.each([
    [
      "a literal set",
      "{ nixpkgs, ... }: { nixosConfigurations.x = nixpkgs.lib.nixosSystem { modules = [ ./a.nix ]; }; }",
    ],
    [
      "one set of inputs",
      "inputs: { nixosConfigurations.x = inputs.nixpkgs.lib.nixosSystem { modules = [ ./a.nix ]; }; }",
    ],
    [
      "another channel",
      "{ self, ... }@inputs: { nixosConfigurations.x = inputs.nixpkgs-unstable.lib.nixosSystem { modules = [ ./a.nix ]; }; }".replace(
        "self",
        "self, nixpkgs-unstable",
      ),
    ],
    [
      "a helper function",
      `{ nixpkgs, ... }: let mkHost = { modules }: nixpkgs.lib.nixosSystem { inherit modules; };
      in { nixosConfigurations = { x = mkHost { modules = [ ./a.nix ]; }; }; }`,
    ],
    [
      "mapAttrs",
      `{ nixpkgs, ... }: { nixosConfigurations =
        builtins.mapAttrs (name: file: nixpkgs.lib.nixosSystem { modules = [ file ]; }) { x = ./a.nix; }; }`,
    ],
    [
      "listToAttrs",
      `{ nixpkgs, ... }: { nixosConfigurations = builtins.listToAttrs (map
        (name: { inherit name; value = nixpkgs.lib.nixosSystem { modules = [ ./a.nix ]; }; }) [ "x" ]); }`,
    ],
    [
      "merged with something not seen",
      "{ nixpkgs, flake-utils, ... }: { nixosConfigurations.x = nixpkgs.lib.nixosSystem { modules = [ ./a.nix ]; }; } // flake-utils.lib.eachDefaultSystem (system: { })",
    ],
    [
      "an extended lib",
      `{ nixpkgs, ... }: let lib = nixpkgs.lib.extend (final: prev: { mk = file: final.nixosSystem { modules = [ file ]; }; });
      in { nixosConfigurations.x = lib.mk ./a.nix; }`,
    ],
    [
      "modules of the flake itself",
      `{ self, nixpkgs, ... }: {
        nixosModules.base = ./a.nix;
        nixosConfigurations.x = nixpkgs.lib.nixosSystem { modules = [ self.nixosModules.base ]; };
      }`,
    ],
    [
      "a path made from the flake's own place",
      '{ self, nixpkgs, ... }: { nixosConfigurations.x = nixpkgs.lib.nixosSystem { modules = [ "${self}/a.nix" ]; }; }',
    ],
  ])("%s", (_, outputs) => {
    expect(namesIn(flake(outputs))).toEqual([["x", a]]);
  });

  test("a library of one's own keeps its names, whatever is merged into it", () => {
    const texts = flake(`{ nixpkgs, other, ... }: let
      lib = (nixpkgs.lib.makeExtensible (self: { mk = file: self.nixosSystem { modules = [ file ]; }; start = self.mk; }))
        .extend (_: _: nixpkgs.lib // other.lib);
    in { nixosConfigurations.x = lib.start ./a.nix; }`);
    expect(namesIn(texts)).toEqual([["x", a]]);
  });

  test("an extended lib hands itself to modules", () => {
    const texts = flake(`{ nixpkgs, ... }: let lib = nixpkgs.lib.extend (final: prev: { name = "a"; });
      in { nixosConfigurations.x = lib.nixosSystem { modules = [ ({ lib, ... }: { networking.hostName = lib.name; }) ]; }; }`);
    expect(hostsWith(texts)).toEqual([["x", "a"]]);
  });

  test("one for each file of a folder", () => {
    const texts = {
      "/w/flake.nix": `{ outputs = { nixpkgs, ... }: { nixosConfigurations = builtins.mapAttrs
        (name: _: nixpkgs.lib.nixosSystem { modules = [ (./hosts + "/\${name}") ]; }) (builtins.readDir ./hosts); }; }`,
      "/w/hosts/one/default.nix": machine["/w/a.nix"],
      "/w/hosts/two/default.nix": machine["/w/b.nix"],
    };
    expect(namesIn(texts)).toEqual([
      ["one", a],
      ["two", b],
    ]);
  });

  test("a flake in a folder of a project without one, or without hosts", () => {
    const nested = `{ outputs = { nixpkgs, ... }: { nixosConfigurations.x = nixpkgs.lib.nixosSystem {
      modules = [ { networking.hostName = "a"; } ]; }; }; }`;
    const shell = "{ outputs = { nixpkgs, ... }: { devShells = { }; }; }";
    expect(hostsWith({ "/w/nixos/flake.nix": nested, "/w/nixos/sub/flake.nix": nested })).toEqual([["x", "a"]]);
    expect(hostsWith({ "/w/flake.nix": shell, "/w/nixos/flake.nix": nested })).toEqual([["x", "a"]]);
    expect(hostsWith({ "/w/flake.nix": shell, "/w/templates/a/flake.nix": nested })).toEqual([]);
    expect(hostsWith({ "/w/pc/flake.nix": nested, "/w/pi/flake.nix": nested })).toEqual([
      ["x-pc", "a"],
      ["x-pi", "a"],
    ]);
  });

  test("each knows where it is defined", () => {
    const texts = flake(
      "{ nixpkgs, ... }: { nixosConfigurations.x = nixpkgs.lib.nixosSystem { modules = [ ./a.nix ]; }; }",
    );
    const [host] = hostsOf(texts).hosts;
    expect(host?.entry).toBe("/w/flake.nix");
    expect(textAt(host?.at, texts)).toContain("nixosConfigurations.x = ");
  });

  test("one that is made in a way not seen is not known, the others are", () => {
    const texts = flake(`{ nixpkgs, other, ... }: { nixosConfigurations = {
      a = nixpkgs.lib.nixosSystem { modules = [ ./a.nix ]; };
      b = other.lib.makeMachine ./b.nix;
    }; }`);
    expect(namesIn(texts)).toEqual([["a", a]]);
    const { unknown } = hostsOf(texts);
    expect(unknown.map(({ at, why }) => [textAt(at, texts), why])).toEqual([
      ["b = other.lib.makeMachine ./b.nix;", "this part of `lib` is not evaluated"],
    ]);
  });

  test("a framework's flake says that it is not understood", () => {
    const texts = flake("{ framework, ... }: framework.lib.makeFlake { hosts = ./.; }");
    const { hosts, unknown } = hostsOf(texts);
    expect(hosts).toEqual([]);
    expect(unknown).toMatchObject([{ at: { path: "/w/flake.nix" }, why: "this part of `lib` is not evaluated" }]);
  });

  test("a broken flake has no hosts and stops nothing", () => {
    expect(hostsOf({ "/w/flake.nix": "{ outputs = { self" }).hosts).toEqual([]);
    expect(hostsOf({ "/w/flake.nix": "" }).hosts).toEqual([]);
    expect(
      hostsOf({ "/w/flake.nix": "{ outputs = { self }: { nixosConfigurations = self.nixosConfigurations; }; }" }).hosts,
    ).toEqual([]);
  });
});

describe("arguments of modules", () => {
  const systems = (module: string, call: string): Texts => ({
    "/w/flake.nix": `{ outputs = { self, nixpkgs, disko, ... }@inputs: { nixosConfigurations.x = nixpkgs.lib.nixosSystem { ${call} }; }; }`,
    "/w/m.nix": module,
    "/w/extra.nix": "{ extra = true; }",
  });
  const option = (texts: Texts, path: string): unknown => {
    const [host] = hostsOf(texts).hosts;
    return host ? shownState(host.configuration.option(path.split(".")), texts) : "no host";
  };

  test("specialArgs reach modules and their imports", () => {
    const texts = systems(
      "{ inputs, files, ... }: { imports = [ inputs.disko.nixosModules.disko inputs.sops.nixosModules.sops files.extra ]; it = true; }",
      "specialArgs = { inherit inputs; files.extra = ./extra.nix; }; modules = [ ./m.nix ];",
    );
    expect(option(texts, "extra")).toMatchObject({ value: true });
    const [host] = hostsOf(texts).hosts;
    expect(host?.unknown().map(({ at, why }) => [textAt(at, texts), why])).toEqual([
      ["inputs.sops.nixosModules.sops", "this input lies outside the workspace"],
    ]);
  });

  test("_module.args reach the options of all modules", () => {
    const texts = systems(
      "{ device, ... }: { disko.devices.disk.main.device = device; }",
      'modules = [ ./m.nix { _module.args.device = "/dev/sda"; } ];',
    );
    expect(option(texts, "disko.devices.disk.main.device")).toMatchObject({ value: "/dev/sda" });
  });

  test("an argument that nobody gives is not known", () => {
    const texts = systems("{ device, ... }: { it = device; }", "modules = [ ./m.nix ];");
    expect(option(texts, "it")).toEqual({ unknown: "the argument `device` is not given" });
  });

  test("a lib of one's own", () => {
    const texts = systems(
      "{ lib, ... }: { it = lib.mkIf true lib.mine; }",
      "specialArgs.lib = nixpkgs.lib.extend (_: _: { mine = 5; }); modules = [ ./m.nix ];",
    );
    expect(option(texts, "it")).toEqual({ value: 5, from: ["it = lib.mkIf true lib.mine;"] });
  });
});
