/** Input that nobody writes on purpose: every question is answered, in time, and nothing is thrown. */
import { describe, expect, test } from "vitest";
import type { NixosHost } from "../../../server/core/nixos/host.ts";
import { hostOf, hostsOf, shownState, type Texts } from "./support.ts";

/** Asks everything that can be asked. */
function askAll(host: NixosHost): unknown {
  const { configuration } = host;
  const packages = [configuration, ...host.homes.map((home) => home.configuration)].map((one) => one.packages.length);
  return [
    configuration.option([]).kind,
    configuration.option(["a"]).kind,
    configuration.option(["a", "b", "c"]).kind,
    packages,
    host.users.length,
    host.files().length,
    host.modules().length,
    host.unknown().length,
  ];
}

describe("a configuration that", () => {
  const many = Array.from({ length: 3000 }, (_, index) => `./m${index}.nix`);
  const chain: Texts = Object.fromEntries(
    many.map((_, index) => [`/w/m${index}.nix`, `{ imports = [ ./m${index + 1}.nix ]; }`]),
  );
  const cases: readonly (readonly [string, string, Texts])[] = [
    ["imports itself", "{ imports = [ ./configuration.nix ]; a = true; }", {}],
    ["imports its own value", "{ imports = [ (import ./configuration.nix) ]; a = true; }", {}],
    [
      "imports endlessly",
      "{ imports = [ (import ./f.nix 0) ]; a = true; }",
      { "/w/f.nix": "n: { imports = [ (import ./f.nix (n + 1)) (import ./f.nix (n + 2)) ]; }" },
    ],
    ["imports thousands in a chain", "{ imports = [ ./m0.nix ]; a = true; }", chain],
    ["imports thousands at once", `{ imports = [ ${many.join(" ")} ]; a = true; }`, {}],
    ["contains itself", "{ config, ... }: { a.b = config; c = config.a; disko = config; }", {}],
    [
      "contains itself twice",
      "{ config, ... }: { disko = { x = config; y = config.disko; z = config.disko.x; }; a = true; }",
      {},
    ],
    ["needs itself", "{ config, ... }: { a = config.a; disko = config.disko // { x = 1; }; }", {}],
    ["wraps itself", "{ lib, ... }: let x = lib.mkForce x; in { a = x; config = x; }", {}],
    ["merges itself", "{ lib, ... }: let x = lib.mkMerge [ x x ]; in { a = x; }", {}],
    ["is what its condition asks", "{ lib, config, ... }: { a = lib.mkIf (config.a == 1) 1; }", {}],
    [
      "is a list without an end",
      "{ pkgs, ... }: let xs = [ pkgs.x ] ++ xs; in { environment.systemPackages = xs; a = true; }",
      {},
    ],
    [
      "is a huge list",
      "{ lib, pkgs, ... }: { environment.systemPackages = lib.genList (_: pkgs.x) 10000000; a = true; }",
      {},
    ],
    [
      "names a user without an end",
      "{ ... }: let u = { isNormalUser = true; x = u; }; in { users.users.u = u; a = true; }",
      {},
    ],
    [
      "gives homes that read each other",
      "{ ... }: { home-manager.users = { u = { osConfig, ... }: { home = osConfig.home-manager; }; v = ./configuration.nix; }; a = true; }",
      {},
    ],
    ["is deep", `{ a${".a".repeat(3000)} = 1; }`, {}],
    ["is broken", "{ a = ; b = [ ", {}],
    ["is no module", "5", {}],
    ["is empty", "", {}],
  ];
  test.each(cases)(
    "%s",
    (_, text, more) => {
      const started = performance.now();
      expect(askAll(hostOf(text, more, ["x"]))).toHaveLength(8);
      expect(performance.now() - started).toBeLessThan(30_000);
    },
    60_000,
  );

  test("still says what it can", () => {
    const text = "{ config, ... }: { imports = [ ./configuration.nix ]; a = true; b = config.b; }";
    const host = hostOf(text);
    expect(shownState(host.configuration.option(["a"]), { "/w/configuration.nix": text })).toMatchObject({
      value: true,
    });
    expect(host.configuration.option(["b"]).kind).toBe("unknown");
  });
});

test.each([
  ["reads its own hosts", "{ self, ... }: { nixosConfigurations = self.nixosConfigurations // { }; }"],
  ["is itself", "{ self, ... }: self"],
  [
    "makes hosts without an end",
    "{ nixpkgs, ... }: { nixosConfigurations = nixpkgs.lib.genAttrs (nixpkgs.lib.genList toString 1000000) (_: nixpkgs.lib.nixosSystem { modules = [ ]; }); }",
  ],
  ["calls with nonsense", "{ nixpkgs, ... }: { nixosConfigurations.x = nixpkgs.lib.nixosSystem 5; }"],
  [
    "gives no list",
    "{ nixpkgs, ... }: { nixosConfigurations.x = nixpkgs.lib.nixosSystem { modules = 5; specialArgs = 6; }; }",
  ],
])("a flake that %s", (_, outputs) => {
  for (const host of hostsOf({ "/w/flake.nix": `{ outputs = ${outputs}; }` }).hosts.slice(0, 3)) {
    expect(askAll(host)).toHaveLength(8);
  }
});
