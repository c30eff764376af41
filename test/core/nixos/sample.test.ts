/** The sample workspace: machines that one function of its flake makes. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { globSync } from "tinyglobby";
import { describe, expect, test } from "vitest";
import { hostsOf, shownState } from "./support.ts";

const folder = join(import.meta.dirname, "../../workspaces/sample");
const texts = Object.fromEntries(
  globSync("**/*.nix", { cwd: folder }).map((path) => [`/w/${path}`, readFileSync(join(folder, path), "utf8")]),
);
const { hosts, unknown } = hostsOf(texts, ["btrfs-progs", "postgresql_17"]);
const MACHINES = ["atlas", "borealis", "cirrus"];

test("every name that genAttrs is given is a host of the flake", () => {
  const machines = hosts.filter(({ name }) => MACHINES.includes(name));
  expect(machines.map(({ name, entry }) => [name, entry])).toEqual(MACHINES.map((name) => [name, "/w/flake.nix"]));
  expect(unknown).toEqual([]);
});

describe.each(hosts.filter(({ name }) => MACHINES.includes(name)).map((host) => [host.name, host] as const))(
  "%s",
  (name, host) => {
    const option = (path: string) => shownState(host.configuration.option(path.split(".")), texts);

    test("options of its modules", () => {
      expect(option("networking.hostName")).toEqual({ value: name, from: [`networking.hostName = "${name}";`] });
      expect(option("services.postgresql.enable")).toEqual(
        name === "atlas" ? { value: true, from: ["enable = true;"] } : "absent",
      );
      expect(option("virtualisation.podman.enable")).toEqual(
        name === "atlas" ? { value: true, from: ["virtualisation.podman.enable = true;"] } : "absent",
      );
      // Only a default, but no module is left unseen: disko's own is known.
      expect(option("time.timeZone")).toEqual({ value: "UTC", from: ['time.timeZone = lib.mkDefault "UTC";'] });
    });

    test("packages are named where they stand", () => {
      expect(host.configuration.packages).toMatchObject([
        { name: "btrfs-progs", at: { path: "/w/modules/base.nix" }, certain: true, list: "environment.systemPackages" },
      ]);
    });

    test("the disko file is one of its modules, also where it is called first", () => {
      expect(host.modules()).toContain(`/w/hosts/${name}/disko.nix`);
      expect(host.modules()).not.toContain("/w/flake.nix");
    });

    test("all files that it reads, and no other", () => {
      const options = name === "atlas" ? "postgresql.nix" : "btrfs-options.nix";
      expect(host.files()).toEqual([
        "/w/flake.nix",
        `/w/hosts/${name}/configuration.nix`,
        `/w/hosts/${name}/disko.nix`,
        ...["base.nix", options].sort().map((file) => `/w/modules/${file}`),
      ]);
    });

    test("disko's own module needs no reading: nothing is left unknown", () => {
      expect(host.unknown()).toEqual([]);
    });
  },
);
