/** Which hosts a file belongs to. */
import { expect, test } from "vitest";
import { hostsOfFile } from "../../../server/core/nixos/hosts-of-file.ts";
import { hostsOf, type Texts } from "./support.ts";

const TEXTS: Texts = {
  "/w/flake.nix": `{ outputs = { nixpkgs, ... }: { nixosConfigurations = {
    one = nixpkgs.lib.nixosSystem { modules = [ ./machines/a/main.nix ./common.nix ]; };
    two = nixpkgs.lib.nixosSystem { modules = [ ./machines/b/main.nix ./common.nix ]; };
  }; }; }`,
  "/w/common.nix": "{ }",
  "/w/machines/a/main.nix": "{ disko.devices = import ./layout.nix; }",
  "/w/machines/a/layout.nix": "{ disk = { }; }",
  "/w/machines/b/main.nix": "{ ... }: let installer = import ./disks/late.nix; in { services.fwupd.enable = true; }",
  "/w/machines/b/disks/late.nix": "{ disko.devices = { }; }",
  "/w/machines/b/disks/lonely.nix": "{ disko.devices = { }; }",
  "/w/disks/two.nix": "{ disko.devices = { }; }",
  "/w/disks/other.nix": "{ disko.devices = { }; }",
  "/w/install.nix": "import ./disks/shared.nix",
  "/w/disks/shared.nix": "{ disko.devices = { }; }",
};

test.each([
  ["a module of one host", "/w/machines/a/main.nix", ["one"], "read"],
  ["what a module reads", "/w/machines/a/layout.nix", ["one"], "read"],
  ["a module of both", "/w/common.nix", ["one", "two"], "read"],
  ["the flake", "/w/flake.nix", ["one", "two"], "read"],
  ["named, not evaluated", "/w/machines/b/disks/late.nix", ["two"], "mentioned"],
  ["in the folder of a host", "/w/machines/b/disks/lonely.nix", ["two"], "folder"],
  ["with the name of a host", "/w/disks/two.nix", ["two"], "folder"],
  ["anywhere else", "/w/disks/other.nix", [], "nothing"],
])("%s", (_, path, names, by) => {
  const found = hostsOfFile(path, hostsOf(TEXTS));
  expect([found.hosts.map(({ name }) => name), found.by]).toEqual([names, by]);
});
