/** Options that the file sets beside the devices are seen wherever a module may write them. */
import { expect, test } from "vitest";
import { DEFAULT_SETTINGS, NO_SELECTION } from "../../../server/core/settings.ts";
import { engineFor } from "../../support/engine.ts";
import { generated, type Wanted } from "../../support/generated.ts";

const WANTED: Wanted = { priority: "performance", target: "install", module: true, tools: ["postgresql"] };

const MODULE = `networking.hostName = "draco";
    disko.devices.disk.main = {
      device = "/dev/disk/by-id/ata-EXAMPLE";
      content = {
        type = "btrfs";
        subvolumes = {
          "@" = {
            mountpoint = "/";
          };
          "@postgres" = {
            mountpoint = "/var/lib/postgresql";
          };
        };
      };
    };`;

test.each([
  ["at the top", (module: string) => `{\n    ${module}\n}\n`],
  ["in config", (module: string) => `{ config, ... }:\n{\n  config = {\n    ${module}\n  };\n}\n`],
  [
    "under a condition",
    (module: string) => `{ config, lib, ... }:\n{\n  config = lib.mkIf config.a {\n    ${module}\n  };\n}\n`,
  ],
  [
    "in one of several",
    (module: string) =>
      `{ lib, ... }:\nlib.mkMerge [\n  {\n    ${module}\n  }\n  {\n    systemd.tmpfiles.rules = [ "d /srv" ];\n  }\n]\n`,
  ],
])("tmpfiles lines %s", async (_where, file) => {
  const { text, notWritten, carriedOut } = await generated(file(MODULE), WANTED);
  expect(notWritten).toEqual([]);
  expect(carriedOut.map(({ id }) => id)).toContain("no-copy-on-write:/var/lib/postgresql");
  expect(text).toContain('"h /var/lib/postgresql - - - - +C"');
  const again = await generated(text, WANTED);
  expect(again.carriedOut.map(({ id }) => id)).toEqual([]);
  expect(again.text).toBe(text);
});

test.each([
  [
    "impermanence",
    'environment.persistence."/persist".directories = [ "/var/log" { directory = "/var/lib/docker"; } ];',
  ],
  ["preservation", 'preservation.preserveAt."/persist" = { directories = [ "/var/log" "/var/lib/docker" ]; };'],
  [
    "perhaps",
    'environment.persistence = lib.mkIf config.a { "/persist".directories = [ "/var/log" "/var/lib/docker" ]; };',
  ],
])("what is mounted from elsewhere gets no subvolume: %s", async (_, line) => {
  const file = (more: string): string => `{ config, lib, ... }:
{
  disko.devices.disk.main = {
    device = "/dev/disk/by-id/ata-EXAMPLE";
    content = {
      type = "btrfs";
      subvolumes."@" = { mountpoint = "/"; };
      subvolumes."@persist" = { mountpoint = "/persist"; };
      subvolumes."@nix" = { mountpoint = "/nix"; };
    };
  };
  ${more}
}
`;
  const wanted: Wanted = { ...WANTED, priority: "balanced", tools: ["docker"] };
  const subvolumes = async (text: string): Promise<string[]> =>
    (await generated(text, wanted)).plan.decisions
      .filter(({ kind }) => kind === "subvolume")
      .map(({ path }) => `${path}`);
  expect((await subvolumes(file(""))).sort()).toEqual(["/var/cache", "/var/lib/docker", "/var/log"]);
  expect(await subvolumes(file(line))).toEqual(["/var/cache"]);
});

test("a comment in another file than the tmpfiles lines does not say that they stand below", async () => {
  const layout = `{ disk.main = { device = "/dev/disk/by-id/ata-EXAMPLE"; content = {
    type = "btrfs";
    subvolumes = {
    "@" = { mountpoint = "/"; };
    "@postgres" = { mountpoint = "/var/lib/postgresql"; };
    };
  }; }; }
`;
  const files = {
    "/w/layout.nix": layout,
    "/w/configuration.nix": `{ system.stateVersion = "25.11"; services.postgresql.enable = true; disko.devices = import ./layout.nix; }\n`,
  };
  const engine = await engineFor(files);
  const selection = { ...NO_SELECTION, priority: "performance", target: "install" } as const;
  const fresh = { device: undefined, luks: false, swap: undefined };
  const settings = { ...DEFAULT_SETTINGS, selection };
  const result = engine.generate("/w/configuration.nix", settings, { accept: [], skip: [], fresh });
  const edits = result.kind === "plan" ? result.edits : [];
  const textIn = (path: string): string => edits.flatMap((edit) => (edit.path === path ? edit.newText : [])).join("\n");
  expect(textIn("/w/configuration.nix")).toContain('"h /var/lib/postgresql - - - - +C"');
  expect(textIn("/w/layout.nix")).toContain("exceptions are directory attributes (see systemd.tmpfiles).");
});
