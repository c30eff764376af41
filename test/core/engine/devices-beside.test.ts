/** What a layout lacks is an error, unless a file beside it gives that. */
import { describe, expect, test } from "vitest";
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

const DISK = `disk.a = {
  type = "disk";
  device = "/dev/disk/by-id/nvme-a";
  content = { type = "gpt"; partitions = {
    root = { size = "40G"; content = { type = "filesystem"; format = "ext4"; mountpoint = "/"; }; };
    data = { size = "100%"; content = { type = "zfs"; pool = "tank"; }; };
  }; };
};`;
const POOL = `zpool.tank = { datasets.data = { type = "zfs_fs"; mountpoint = "/data"; }; };`;
const RPOOL = `zpool.rpool = { datasets.data = { type = "zfs_fs"; mountpoint = "/data"; }; };`;

async function structure(file: string, beside: Readonly<Record<string, string>> = {}) {
  const engine = await engineFor({ "/w/disko.nix": `{ disko.devices = { ${file} }; }`, ...beside });
  return engine
    .check("/w/disko.nix", DEFAULT_SETTINGS)
    .findings.map(({ code }) => code)
    .filter((code) => code.startsWith("DSK1"));
}

describe("a layout in several files", () => {
  const devices = (text: string) => `{ disko.devices = { ${text} }; }`;

  test("a pool may be in the file beside its disks", async () => {
    expect(await structure(DISK)).toEqual(["DSK111"]);
    expect(await structure(DISK, { "/w/pool.nix": devices(POOL) })).toEqual([]);
    expect(await structure(DISK, { "/w/pool.nix": devices(RPOOL) })).toEqual(["DSK111"]);
    expect(await structure(DISK, { "/w/pool.nix": `{ networking.hostName = "tank"; }` })).toEqual(["DSK111"]);
  });

  test("a pool may have its members in the file beside it", async () => {
    const members = `disk.b = { type = "disk"; device = "/dev/sdb"; content = { type = "zfs"; pool = "rpool"; }; };`;
    expect(await structure(`${DISK} ${POOL} ${RPOOL}`)).toEqual(["DSK112"]);
    expect(await structure(`${DISK} ${POOL} ${RPOOL}`, { "/w/more.nix": devices(members) })).toEqual([]);
  });

  test("a disk may have its content in the file beside it", async () => {
    const bare = `disk.b = { type = "disk"; device = "/dev/sdb"; };`;
    const content = `disk.b.content = { type = "gpt"; partitions = { }; };`;
    expect(await structure(`${DISK} ${POOL} ${bare}`)).toEqual(["DSK113"]);
    expect(await structure(`${DISK} ${POOL} ${bare}`, { "/w/more.nix": devices(content) })).toEqual([]);
  });

  test("of a host that is known every module counts, and nothing beside them", async () => {
    const host = (imports: string) => `{ imports = [ ${imports} ]; system.stateVersion = "25.11"; }`;
    const pool = { "/w/pool.nix": devices(POOL) };
    expect(await structure(DISK, { "/w/configuration.nix": host("./disko.nix"), ...pool })).toEqual(["DSK111"]);
    expect(await structure(DISK, { "/w/configuration.nix": host("./disko.nix ./pool.nix"), ...pool })).toEqual([]);
  });
});

test("a pool on a disk that is to keep what is on it may be there already", async () => {
  const disk = (more: string) =>
    `disk.a = { type = "disk"; device = "/dev/sda"; ${more} content = { type = "gpt"; partitions = {
      root = { size = "40G"; content = { type = "filesystem"; format = "ext4"; mountpoint = "/"; }; };
    }; }; };`;
  expect(await structure(`${disk("")} ${POOL}`)).toEqual(["DSK112"]);
  expect(await structure(`${disk("destroy = true;")} ${POOL}`)).toEqual(["DSK112"]);
  expect(await structure(`${disk("destroy = false;")} ${POOL}`)).toEqual([]);
  const byHand = `disk.b = { type = "disk"; device = "/dev/sdb"; content.type = "gpt"; };`;
  expect(await structure(`${disk("")} ${POOL} ${byHand}`)).toEqual([]);
});
