/** Which files a plan and a project file reach: a list is edited where it stands, a section counts for its host. */
import { expect, test } from "vitest";
import { DEFAULT_SETTINGS, NO_SELECTION, type Settings } from "../../../server/core/settings.ts";
import { engineFor } from "../../support/engine.ts";

const DISKO = `{ ... }:
{
  disko.devices.disk.main = {
    device = "/dev/disk/by-id/nvme-EXAMPLE";
    content = {
      type = "btrfs";
      subvolumes = {
        "@" = { mountpoint = "/"; mountOptions = import ./options.nix; };
        "@home" = { mountpoint = "/home"; mountOptions = import ./options.nix; };
      };
    };
  };
}
`;
const OPTIONS = `[ "compress=zstd:5" ]`;
const SETTINGS: Settings = {
  ...DEFAULT_SETTINGS,
  selection: { ...NO_SELECTION, priority: "performance", host: "one" },
};

function flake(hosts: Readonly<Record<string, string>>): string {
  const all = Object.entries(hosts).map(
    ([name, modules]) => `${name} = nixpkgs.lib.nixosSystem { modules = [ ${modules} ]; };`,
  );
  return `{ outputs = { nixpkgs, ... }: { nixosConfigurations = { ${all.join(" ")} }; }; }`;
}

async function changedFiles(texts: Readonly<Record<string, string>>): Promise<string[]> {
  const engine = await engineFor(texts);
  const result = engine.generate("/w/disko.nix", SETTINGS, {
    accept: [],
    skip: [],
    fresh: { device: undefined, luks: false, swap: undefined },
  });
  if (result.kind !== "plan") throw new Error(JSON.stringify(result));
  return [...new Set(result.edits.map(({ path }) => path))];
}

test("a list in a file of its own is edited there", async () => {
  const texts = { "/w/flake.nix": flake({ one: "./disko.nix" }), "/w/disko.nix": DISKO, "/w/options.nix": OPTIONS };
  expect(await changedFiles(texts)).toContain("/w/options.nix");
});

test("a list that another host reads too is left alone", async () => {
  const texts = {
    "/w/flake.nix": flake({ one: "./disko.nix", two: "./other.nix" }),
    "/w/disko.nix": DISKO,
    "/w/other.nix": DISKO,
    "/w/options.nix": OPTIONS,
  };
  expect(await changedFiles(texts)).not.toContain("/w/options.nix");
});

test("a list that another file of the same host names is left alone", async () => {
  const texts = {
    "/w/flake.nix": flake({ one: "./disko.nix ./backup.nix" }),
    "/w/disko.nix": DISKO,
    "/w/backup.nix": `{ services.backup.options = import ./options.nix; }`,
    "/w/options.nix": OPTIONS,
  };
  expect(await changedFiles(texts)).not.toContain("/w/options.nix");
});

test("the project file that is nearest to the layout counts", async () => {
  const engine = await engineFor({
    "/w/flake.nix": flake({ one: "./hosts/disko.nix { services.postgresql.enable = true; }" }),
    "/w/.disko-toolstack.yaml": "priority: durability",
    "/w/hosts/.disko-toolstack.yaml": "priority: performance\nprority: space",
    "/w/hosts/disko.nix": DISKO.replaceAll("import ./options.nix", '[ "compress=zstd" "noatime" ]'),
  });
  const check = (path: string) => engine.check(path, DEFAULT_SETTINGS).findings.map(({ code }) => code);
  expect(check("/w/hosts/disko.nix")).toEqual(["DSK401"]);
  expect(check("/w/hosts/.disko-toolstack.yaml")).toEqual(["DSK400"]);
  expect(check("/w/.disko-toolstack.yaml")).toEqual([]);
});

test("a section for a host that is not there is told wherever the file counts", async () => {
  const engine = await engineFor({
    "/w/flake.nix": flake({ one: "./disko.nix" }),
    "/w/disko.nix": DISKO,
    "/w/options.nix": OPTIONS,
    "/w/.disko-toolstack.yaml": "hosts:\n  onee:\n    priority: durability\n",
  });
  const told = { at: { path: "/w/.disko-toolstack.yaml" }, message: "There is no host `onee`. There is `one`." };
  const options = { accept: [], skip: [], fresh: { device: undefined, luks: false, swap: undefined } };
  expect(engine.profile("/w", DEFAULT_SETTINGS).problems).toMatchObject([told]);
  expect(engine.generate("/w/disko.nix", DEFAULT_SETTINGS, options).problems).toMatchObject([told]);
});
