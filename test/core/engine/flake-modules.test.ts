/** Files that are modules of a flake: the layout stands inside a NixOS module that they define. */
import { expect, test } from "vitest";
import { DEFAULT_SETTINGS } from "../../../server/core/settings.ts";
import { engineFor } from "../../support/engine.ts";

const disk = (subvolumes: string) =>
  `disko.devices.disk.main = { device = "/dev/vda"; content = { type = "btrfs"; subvolumes = { ${subvolumes} }; }; };`;
const TYPO = disk(`"@".mountOptions = [ "noatme" ]; "@".mountpoint = "/";`);

async function checked(text: string) {
  const engine = await engineFor({ "/w/disko.nix": text });
  const { isDisko, findings } = engine.check("/w/disko.nix", DEFAULT_SETTINGS);
  return isDisko ? findings.map(({ code }) => code) : "no layout";
}

test.each([
  ["a module of flake-parts' modules", `{ flake.modules.nixos.host = { ${TYPO} }; }`],
  ["one that is a function", `{ inputs, ... }: { flake.modules.nixos."hosts/a" = { lib, ... }: { ${TYPO} }; }`],
  ["one with options of its own", `{ flake.modules.nixos.host = { config = { ${TYPO} }; options = { }; }; }`],
  ["an output of the flake", `{ self, ... }: { flake.nixosModules.host = { config, ... }: { ${TYPO} }; }`],
  ["the same with `config` around it", `{ config.flake.nixosModules.host = { ${TYPO} }; }`],
  ["a layout for disko alone", `{ flake.diskoConfigurations.host = { ${TYPO} }; }`],
  ["beside modules without disks", `{ flake.nixosModules = { a = { }; b = { ${TYPO} }; }; }`],
])("%s is checked", async (_, text) => {
  expect(await checked(text)).toEqual(["DSK201"]);
});

test("modules of one file are different hosts: their mountpoints do not meet", async () => {
  const root = disk(`"@" = { mountpoint = "/"; };`);
  expect(await checked(`{ flake.modules.nixos = { a = { ${root} }; b = { ${root} }; }; }`)).toEqual([]);
});

test.each([
  ["a module of another class", `{ flake.modules.homeManager.host = { ${TYPO} }; }`],
  ["a module that is not known", "{ inputs, ... }: { flake.modules.nixos.host = inputs.disko; }"],
  ["a name that only mentions disko", "{ flake.modules.nixos.disko = { services.openssh.enable = true; }; }"],
])("%s is left alone", async (_, text) => {
  expect(await checked(text)).toBe("no layout");
});
