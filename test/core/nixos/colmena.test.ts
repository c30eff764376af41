/** Machines that only colmena knows of. */
import { expect, test } from "vitest";
import { hostsWith } from "./support.ts";

test("each is its module and what all share, with the arguments that colmena gives", () => {
  const texts = {
    "/w/flake.nix": `{ outputs = { nixpkgs, ... }: { colmena = {
      meta = { nixpkgs = import nixpkgs { system = "x86_64-linux"; }; specialArgs.on = true; };
      defaults = { on, name, ... }: { services.fwupd.enable = on; networking.hostName = name; };
      web = { };
      db = { lib, ... }: { services.fwupd.enable = lib.mkForce false; };
    }; }; }`,
  };
  expect(hostsWith(texts)).toEqual([
    ["db", "db"],
    ["web", "web"],
  ]);
  expect(hostsWith(texts, "services.fwupd.enable")).toEqual([
    ["db", false],
    ["web", true],
  ]);
});

test("one that is also a configuration of the flake is that", () => {
  const texts = {
    "/w/flake.nix": `{ outputs = { nixpkgs, ... }: {
      nixosConfigurations.web = nixpkgs.lib.nixosSystem { modules = [ { networking.hostName = "www"; } ]; };
      colmena.web = { networking.hostName = "web"; };
    }; }`,
  };
  expect(hostsWith(texts)).toEqual([["web", "www"]]);
});
