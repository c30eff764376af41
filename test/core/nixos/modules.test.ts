/** How modules find each other, and which files belong to a host. */
import { describe, expect, test } from "vitest";
import { hostOf, shownState, type Texts, textAt } from "./support.ts";

function y(configuration: string, more: Texts): unknown {
  return shownState(hostOf(configuration, more).configuration.option(["y"]), more);
}

describe("imports", () => {
  test.each([
    ["a file", "./m.nix", { "/w/m.nix": "{ y = 1; }" }],
    ["a folder", "./m", { "/w/m/default.nix": "{ y = 1; }" }],
    ["an absolute text", '"/w/m.nix"', { "/w/m.nix": "{ y = 1; }" }],
    ["a set", "{ y = 1; }", {}],
    ["a function", "({ lib, ... }: { y = lib.mkForce 1; })", {}],
    ["a function of everything", "(args: { y = args.lib.length [ args ]; })", {}],
    ["a called file", "(import ./m.nix { one = 1; })", { "/w/m.nix": "{ one }: { y = one; }" }],
    ["a file that imports", "./m.nix", { "/w/m.nix": "{ imports = [ ./n.nix ]; }", "/w/n.nix": "{ y = 1; }" }],
    ["sections", "{ config.y = 1; options = { }; }", {}],
    ["sections with imports", "./m.nix", { "/w/m.nix": "{ imports = [ { y = 1; } ]; config = { }; }" }],
    ["a set that can be called", "{ __functor = self: { ... }: { y = 1; }; }", {}],
    ["a whole module under mkIf", "({ lib, ... }: lib.mkIf true { y = 1; })", {}],
    ["a whole module of several", "({ lib, ... }: lib.mkMerge [ { y = 1; } ])", {}],
  ])("%s", (_, entry, more) => {
    expect(y(`{ imports = [ ${entry} ]; }`, more)).toMatchObject({ value: 1 });
  });

  test("a file that is imported twice counts once", () => {
    const more = { "/w/a.nix": "{ imports = [ ./l.nix ]; }", "/w/l.nix": "{ y = [ 1 ]; }" };
    expect(y("{ imports = [ ./a.nix ./l.nix ./l.nix ]; }", more)).toMatchObject({ value: [1] });
  });
  test("files that import each other come to an end", () => {
    const more = {
      "/w/a.nix": "{ imports = [ ./b.nix ]; y = [ 1 ]; }",
      "/w/b.nix": "{ imports = [ ./a.nix ]; y = [ 2 ]; }",
    };
    expect(y("{ imports = [ ./a.nix ]; }", more)).toMatchObject({ value: [2, 1] });
  });
  test("a module that is disabled is gone", () => {
    expect(y("{ imports = [ ./a.nix ]; disabledModules = [ ./a.nix ]; }", { "/w/a.nix": "{ y = 1; }" })).toBe("absent");
  });
  test("an import under an unknown condition makes what it says uncertain", () => {
    const more = { "/w/m.nix": "{ y = 1; }" };
    expect(y("{ lib, here, ... }: { imports = lib.optional here ./m.nix; }", more)).toMatchObject({ certain: false });
    expect(y("{ lib, here, ... }: { imports = [ ./m.nix ] ++ lib.optional here ./m.nix; }", more)).not.toHaveProperty(
      "certain",
    );
    expect(y("{ lib, here, ... }: { imports = lib.optional here ./m.nix ++ [ ./m.nix ]; }", more)).not.toHaveProperty(
      "certain",
    );
  });
});

describe("what cannot be read is noted once, where it is", () => {
  const notes = (text: string, more: Texts = {}): unknown =>
    hostOf(text, more)
      .unknown()
      .map(({ at, why }) => [textAt(at, { ...more, "/w/configuration.nix": text }), why]);
  test.each([
    ["{ imports = [ ./gone.nix ]; }", [["./gone.nix", "/w/gone.nix does not exist"]]],
    ["{ inputs, ... }: { imports = [ inputs.x.module ]; }", [["inputs", "the argument `inputs` is not given"]]],
    ["{ imports = [ 5 ]; }", [["5", "a module is needed, here is an integer"]]],
    ["{ imports = 5; }", [["5", "a module is needed, here is an integer"]]],
    // NixOS' own modules are no news.
    [
      '{ modulesPath, ... }: { imports = [ (modulesPath + "/installer/scan/not-detected.nix") "${modulesPath}/x.nix" ]; }',
      [],
    ],
    // Nor are those of projects with options of their own, however they come.
    [
      `{ imports = [
        <home-manager/nixos>
        "\${fetchTarball "https://github.com/nix-community/disko/archive/v1.11.0.tar.gz"}/module.nix"
        (import "\${builtins.fetchTarball { url = "https://github.com/nix-community/home-manager/archive/master.tar.gz"; }}/nixos")
      ]; }`,
      [],
    ],
    [
      'let x = fetchTarball "https://example.org/x.tar.gz"; in { imports = [ "${x}/module.nix" ]; }',
      [['fetchTarball "https://example.org/x.tar.gz"', "what `fetchTarball` brings is not known: nothing is fetched"]],
    ],
  ])("%s", (text, expected) => {
    expect(notes(text)).toEqual(expected);
  });
});

describe("files", () => {
  const texts = {
    "/w/disko.nix": "{ lib, ... }: let x = 1; in { disko.devices = import ./disks.nix; }",
    "/w/disks.nix": '{ disk.main = import ./disk.nix "/dev/sda"; }',
    "/w/disk.nix": "device: { inherit device; }",
    "/w/called.nix": "{ size, ... }: { y = size; }",
    "/w/unused.nix": "{ }",
  };
  const host = hostOf(
    "{ lib, ... }: { imports = [ ./disko.nix (import ./called.nix { size = 1; }) { z = 1; } ]; }",
    texts,
  );
  test("everything that modules and the disks import", () => {
    expect(host.files()).toEqual([
      "/w/called.nix",
      "/w/configuration.nix",
      "/w/disk.nix",
      "/w/disko.nix",
      "/w/disks.nix",
    ]);
  });
  test("of those the modules are the ones whose value is one", () => {
    expect(host.modules()).toEqual(["/w/called.nix", "/w/configuration.nix", "/w/disko.nix"]);
  });
});
