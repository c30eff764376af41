/** Machines that are declared inside a host. */
import { describe, expect, test } from "vitest";
import { hostOf, hostsOf, plain, type Texts } from "./support.ts";

function machinesIn(configuration: string, more: Texts = {}): unknown {
  return hostOf(configuration, more, ["cargo"]).machines.map(({ name, kind, root, configuration: inner }) => {
    const state = inner.option(["services", "postgresql", "enable"]);
    const packages = inner.packages.map((one) => one.name);
    return [kind, name, root, state.kind === "known" ? plain(state.value) : state.kind, packages];
  });
}

const ROOT = "/var/lib/nixos-containers/db";

describe("containers", () => {
  test.each<[string, string, unknown]>([
    [
      "a set",
      "{ containers.db.config = { services.postgresql.enable = true; }; }",
      [["container", "db", ROOT, true, []]],
    ],
    [
      "a function, with packages",
      "{ containers.db = { autoStart = true; config = { pkgs, ... }: { environment.systemPackages = [ pkgs.cargo ]; }; }; }",
      [["container", "db", ROOT, "absent", ["cargo"]]],
    ],
    ["a file", "{ containers.db.config = ./db.nix; }", [["container", "db", ROOT, true, []]]],
    [
      "two definitions",
      "{ imports = [ { containers.db.config = ./db.nix; } ]; containers.db.config = { x = 1; }; }",
      [["container", "db", ROOT, true, []]],
    ],
    ["off", "{ lib, ... }: { containers.db = lib.mkIf false { config = ./db.nix; }; }", []],
    ["a system that lies elsewhere", '{ containers.db.path = "/nix/var/db"; }', []],
    ["a container of Docker", '{ virtualisation.oci-containers.containers.db.image = "postgres"; }', []],
    ["the host as a virtual machine", "{ virtualisation.vmVariant = ./db.nix; }", []],
  ])("%s", (_, configuration, expected) => {
    expect(machinesIn(configuration, { "/w/db.nix": "{ services.postgresql.enable = true; }" })).toEqual(expected);
  });

  test("are no part of their host, but their files are read for it", () => {
    const host = hostOf("{ containers.db.config = ./db.nix; }", {
      "/w/db.nix": "{ services.postgresql.enable = true; }",
    });
    expect(host.configuration.option(["services", "postgresql", "enable"]).kind).toBe("absent");
    expect(host.files()).toEqual(["/w/configuration.nix", "/w/db.nix"]);
    expect(host.modules()).toEqual(["/w/configuration.nix"]);
  });
});

test("virtual machines of microvm.nix, with the arguments of their host", () => {
  const texts = {
    "/w/flake.nix": `{ outputs = { nixpkgs, microvm, ... }: { nixosConfigurations.x = nixpkgs.lib.nixosSystem {
      specialArgs.on = true;
      modules = [ microvm.nixosModules.host {
        microvm.vms.db.config = { on, ... }: { services.postgresql.enable = on; };
        microvm.vms.far.flake = "git+ssh://elsewhere";
      } ];
    }; }; }`,
  };
  const [host] = hostsOf(texts).hosts;
  expect(host?.machines.map(({ name, kind, root }) => [name, kind, root])).toEqual([["db", "microvm", undefined]]);
  expect(host?.machines[0]?.configuration.option(["services", "postgresql", "enable"])).toMatchObject({
    kind: "known",
    value: { value: true },
  });
});
