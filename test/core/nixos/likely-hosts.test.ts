/** Hosts that no flake shows, told by their folders. */
import { describe, expect, test } from "vitest";
import { hostsOf, hostsWith, type Texts, textAt } from "./support.ts";

const FRAMEWORK = { "/w/flake.nix": "{ outputs = inputs: inputs.framework.lib.mkFlake { src = ./.; }; }" };
const HARDWARE = '{ fileSystems."/".device = "/dev/sda"; }';

function machine(name: string): Texts {
  return {
    [`/w/hosts/${name}/default.nix`]: `{ imports = [ ./hardware-configuration.nix ../../common.nix ]; networking.hostName = "${name}"; }`,
    [`/w/hosts/${name}/hardware-configuration.nix`]: HARDWARE,
  };
}

describe("likely hosts", () => {
  test("a folder with a configuration beside its hardware", () => {
    const texts = {
      ...FRAMEWORK,
      ...machine("one"),
      ...machine("two"),
      "/w/common.nix": '{ system.stateVersion = "25.11"; }',
    };
    expect(hostsWith(texts, "system.stateVersion")).toEqual([
      ["one~", "25.11"],
      ["two~", "25.11"],
    ]);
    const [host] = hostsOf(texts).hosts;
    expect(host?.likely?.why).toBe("nothing shows what makes a machine of default.nix");
    expect(host?.likely?.at?.path).toBe("/w/hosts/one/default.nix");
  });

  test("its modules are given the inputs of the flake", () => {
    const texts = {
      "/w/flake.nix":
        "{ outputs = { self, framework, ... }@inputs: framework.lib.mkFlake { } // { nixosModules.base = ./base.nix; }; }",
      "/w/base.nix": "{ services.fwupd.enable = true; }",
      "/w/hosts/one/default.nix":
        "{ inputs, ... }: { imports = [ ./hardware-configuration.nix inputs.self.nixosModules.base ]; }",
      "/w/hosts/one/hardware-configuration.nix": HARDWARE,
    };
    expect(hostsWith(texts, "services.fwupd.enable")).toEqual([["one~", true]]);
  });

  test("disks beside a configuration", () => {
    expect(
      hostsWith(
        {
          ...FRAMEWORK,
          "/w/machines/nas/configuration.nix": "{ services.fwupd.enable = true; }",
          "/w/machines/nas/disko.nix": "{ disko.devices.disk.main = { }; }",
        },
        "services.fwupd.enable",
      ),
    ).toEqual([["nas~", true]]);
  });

  test.each<[string, Texts]>([
    ["modules that machines share", { "/w/modules/nixos/base.nix": '{ system.stateVersion = "25.11"; }' }],
    ["modules with disks", { "/w/modules/disko/default.nix": "{ disko.devices = { }; }" }],
    ["templates", { "/w/templates/x/configuration.nix": HARDWARE }],
    [
      "a machine with macOS",
      { "/w/hosts/mac/default.nix": '{ system.stateVersion = 5; networking.hostName = "mac"; }' },
    ],
    ["modules of a flake", { "/w/hosts/x/default.nix": '{ flake.modules.nixos.x = { networking.hostName = "x"; }; }' }],
    ["homes", { "/w/home/ada.nix": '{ home.stateVersion = "25.11"; }' }],
  ])("none: %s", (_, texts) => {
    expect(hostsOf({ ...FRAMEWORK, ...texts }).hosts).toEqual([]);
  });

  test("beside certain ones, but never the same machine twice", () => {
    const texts = {
      ...machine("one"),
      ...machine("two"),
      "/w/common.nix": "{ }",
      "/w/flake.nix": `{ outputs = { nixpkgs, framework, ... }: { nixosConfigurations = {
        first = nixpkgs.lib.nixosSystem { modules = [ ./hosts/one ]; };
        two = framework.lib.machine ./hosts/two;
      }; }; }`,
    };
    expect(hostsWith(texts)).toEqual([
      ["first", "one"],
      ["two~", "two"],
    ]);
  });

  test("a flake that is understood has the hosts that it has", () => {
    const texts = {
      ...machine("one"),
      ...machine("two"),
      "/w/common.nix": "{ }",
      "/w/flake.nix":
        "{ outputs = { nixpkgs, ... }: { nixosConfigurations.one = nixpkgs.lib.nixosSystem { modules = [ ./hosts/one ]; }; }; }",
    };
    expect(hostsWith(texts)).toEqual([["one", "one"]]);
    expect(textAt(hostsOf(texts).hosts[0]?.at, texts)).toContain("nixosConfigurations.one");
  });
});
