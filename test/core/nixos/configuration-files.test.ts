/** Hosts of a project without a flake. */
import { describe, expect, test } from "vitest";
import { hostsOf } from "./support.ts";

function found(texts: Readonly<Record<string, string>>, start?: string): unknown {
  return hostsOf(texts, [], start).hosts.map(({ name, entry }) => [name, entry]);
}

describe("configuration files", () => {
  test("one in the root has the name of its machine", () => {
    expect(found({ "/w/configuration.nix": '{ networking.hostName = "atlas"; }' })).toEqual([
      ["atlas", "/w/configuration.nix"],
    ]);
  });
  test("without a name it has that of its folder", () => {
    expect(found({ "/w/hosts/pi/configuration.nix": "{ }" })).toEqual([["pi", "/w/hosts/pi/configuration.nix"]]);
  });
  test("any file that says for which NixOS it was made, unless another imports it", () => {
    expect(
      found({
        "/w/hosts/pi/default.nix": '{ imports = [ ../../base.nix ]; system.stateVersion = "25.11"; }',
        "/w/base.nix": '{ system.stateVersion = "25.11"; }',
        "/w/notes.nix": "# system.stateVersion = 1;\n{ }",
        "/w/mac.nix": "{ system.stateVersion = 5; }",
        "/w/.git/configuration.nix": "{ }",
        "/w/node_modules/a/configuration.nix": "{ }",
      }),
    ).toEqual([["pi", "/w/hosts/pi/default.nix"]]);
  });
  test("a configuration that another imports is no host", () => {
    expect(
      found({ "/w/a/configuration.nix": "{ imports = [ ../b/configuration.nix ]; }", "/w/b/configuration.nix": "{ }" }),
    ).toEqual([["a", "/w/a/configuration.nix"]]);
  });
  test("one that its own imports lead back to is still one, but not two that import each other", () => {
    const circle = { "/w/a.nix": "{ imports = [ ./configuration.nix ]; }" };
    expect(found({ ...circle, "/w/configuration.nix": "{ imports = [ ./a.nix ]; }" })).toEqual([
      ["w", "/w/configuration.nix"],
    ]);
    expect(
      found({
        "/w/a/configuration.nix": "{ imports = [ ../b/configuration.nix ]; }",
        "/w/b/configuration.nix": "{ imports = [ ../a/configuration.nix ]; }",
      }),
    ).toEqual([]);
  });
  test("two of one name are told apart by their folders", () => {
    const text = '{ networking.hostName = "nixos"; }';
    expect(found({ "/w/a/configuration.nix": text, "/w/b/configuration.nix": text })).toEqual([
      ["nixos-a", "/w/a/configuration.nix"],
      ["nixos-b", "/w/b/configuration.nix"],
    ]);
    expect(found({ "/w/x/a/configuration.nix": text, "/w/y/a/configuration.nix": text })).toEqual([
      ["nixos-x-a", "/w/x/a/configuration.nix"],
      ["nixos-y-a", "/w/y/a/configuration.nix"],
    ]);
  });
  test("a flake without hosts leaves it to the configuration files", () => {
    expect(found({ "/w/flake.nix": "{ outputs = _: { }; }", "/w/configuration.nix": "{ }" })).toEqual([
      ["w", "/w/configuration.nix"],
    ]);
  });
});

describe("the nearest configuration that reads a file", () => {
  const texts = {
    "/w/default.nix": "{ imports = [ ./disks/main.nix ]; }",
    "/w/disks/default.nix": "{ }",
    "/w/disks/main.nix": "{ disko.devices = { }; }",
    "/w/disks/other.nix": "{ disko.devices = { }; }",
  };
  test("is its host", () => {
    expect(found(texts, "/w/disks/main.nix")).toEqual([["w", "/w/default.nix"]]);
  });
  test("without one there is no host", () => {
    expect(found(texts, "/w/disks/other.nix")).toEqual([]);
    expect(found(texts)).toEqual([]);
    expect(found({}, "/w/disko.nix")).toEqual([]);
  });
});
