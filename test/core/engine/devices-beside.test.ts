/** A disk without `device`: an error, unless the host beside the layout gives it. */
import { expect, test } from "vitest";
import { DEFAULT_SETTINGS } from "../../../server/core/settings.ts";
import { engineFor } from "../../support/engine.ts";

const LAYOUT = `{ disko.devices.disk.main = { type = "disk"; content = { type = "btrfs"; mountpoint = "/"; }; }; }`;

async function codes(beside: Readonly<Record<string, string>>) {
  const engine = await engineFor({ "/w/disko.nix": LAYOUT, ...beside });
  return engine.check("/w/disko.nix", DEFAULT_SETTINGS).findings.map(({ code, severity }) => `${severity} ${code}`);
}

const GIVEN = `{ imports = [ ./disko.nix ]; disko.devices.disk.main.device = "/dev/vda"; }`;

test.each([
  ["configuration.nix", GIVEN],
  ["hardware-configuration.nix", `{ disko.devices = { disk."main".device = "/dev/vda"; }; }`],
])("given in %s", async (name, text) => {
  expect(await codes({ [`/w/${name}`]: text })).toEqual([]);
});

test.each([
  ["nowhere", {}],
  ["for another disk", { "/w/default.nix": `{ disko.devices.disk.data.device = "/dev/vda"; }` }],
  ["in a comment", { "/w/default.nix": `{\n  # disko.devices.disk.main.device = "/dev/vda";\n}` }],
  ["in another folder", { "/w/hosts/default.nix": GIVEN }],
])("given %s", async (_, beside) => {
  expect(await codes(beside)).toEqual(["error DSK103"]);
});
