/** home-manager standing beside NixOS in the same flake. */
import { describe, expect, test } from "vitest";
import { hostsOf, type Texts } from "./support.ts";

const user = (name: string): string => `{ users.users.${name}.isNormalUser = true; }`;

function flake(homes: string, more: Texts = {}): Texts {
  return {
    "/w/flake.nix": `{ outputs = { nixpkgs, home-manager, ... }@inputs: {
      nixosConfigurations = {
        atlas = nixpkgs.lib.nixosSystem { modules = [ ${user("ada")} ${user("bob")} ]; };
        pi = nixpkgs.lib.nixosSystem { modules = [ ${user("bob")} ]; };
      };
      homeConfigurations = ${homes};
    }; }`,
    "/w/home.nix": "{ pkgs, ... }: { home.packages = [ pkgs.cargo ]; }",
    ...more,
  };
}

/** `host: user package`, with a `?` behind what is not certain. */
function homesIn(texts: Texts): string[] {
  return hostsOf(texts, ["cargo"]).hosts.flatMap(({ name, homes }) =>
    homes.flatMap(({ user: who, configuration }) =>
      configuration.packages.map((one) => `${name}: ${who} ${one.name}${one.certain ? "" : "?"}`),
    ),
  );
}

const MAKE = "home-manager.lib.homeManagerConfiguration";

describe("homeConfigurations", () => {
  test.each<[string, string, string[]]>([
    ["for one host", `{ "bob@pi" = ${MAKE} { modules = [ ./home.nix ]; }; }`, ["pi: bob cargo"]],
    ["for a user of one host", `{ ada = ${MAKE} { modules = [ ./home.nix ]; }; }`, ["atlas: ada cargo"]],
    [
      "for a user of several hosts",
      `{ bob = ${MAKE} { modules = [ ./home.nix ]; }; }`,
      ["atlas: bob cargo?", "pi: bob cargo?"],
    ],
    [
      "the one for the host wins",
      `{ ada = ${MAKE} { modules = [ ./home.nix ]; }; "ada@atlas" = ${MAKE} { modules = [ ]; }; }`,
      [],
    ],
    ["for a host that is not there", `{ "ada@mac" = ${MAKE} { modules = [ ./home.nix ]; }; }`, []],
    ["for a user that is not there", `{ eve = ${MAKE} { modules = [ ./home.nix ]; }; }`, []],
    [
      "with arguments of its own",
      `{ "ada@atlas" = ${MAKE} { pkgs = nixpkgs.legacyPackages.x86_64-linux; extraSpecialArgs = { file = ./home.nix; };
         modules = [ ({ file, ... }: { imports = [ file ]; }) ]; }; }`,
      ["atlas: ada cargo"],
    ],
    ["made elsewhere", `{ "ada@atlas" = inputs.framework.lib.home ./home.nix; }`, []],
  ])("%s", (_, homes, expected) => {
    expect(homesIn(flake(homes))).toEqual(expected);
  });

  test("one that is a module of the host counts, not the one beside it", () => {
    const texts = {
      "/w/flake.nix": `{ outputs = { nixpkgs, home-manager, ... }: {
        nixosConfigurations.atlas = nixpkgs.lib.nixosSystem {
          modules = [ ${user("ada")} { home-manager.users.ada = { }; } ];
        };
        homeConfigurations."ada@atlas" = ${MAKE} { modules = [ ({ pkgs, ... }: { home.packages = [ pkgs.cargo ]; }) ]; };
      }; }`,
    };
    expect(homesIn(texts)).toEqual([]);
  });
});
