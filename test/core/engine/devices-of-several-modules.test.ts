/** A layout that two modules of one host define together: what one lacks or says otherwise is no mistake of the other. */
import { describe, expect, test } from "vitest";
import { DEFAULT_SETTINGS } from "../../../server/core/settings.ts";
import { engineFor } from "../../support/engine.ts";

const HOST = `{ imports = [ ./disko.nix ./more.nix ]; networking.hostName = "atlas"; system.stateVersion = "25.11"; }`;

/** What is said of each of two modules of a host. */
async function codes(disko: string, more: string) {
  const module = (text: string) => `{ lib, config, ... }: { ${text} }`;
  const texts = { "/w/configuration.nix": HOST, "/w/disko.nix": module(disko), "/w/more.nix": module(more) };
  const engine = await engineFor(texts);
  const of = (path: string) => engine.check(path, DEFAULT_SETTINGS).findings.map(({ code }) => code);
  return { disko: of("/w/disko.nix"), more: of("/w/more.nix") };
}

const CONTENT = "disko.devices.disk.main.content";
const ESP = `ESP = { type = "EF00"; size = "1G"; content = { type = "filesystem"; format = "vfat"; mountpoint = "/boot"; mountOptions = [ "umask=0077" ]; }; };`;
const root = (subvolumes: string, size = "100%") =>
  `root = { size = "${size}"; content = { type = "btrfs"; subvolumes = { ${subvolumes} }; }; };`;
const layout = (...partitions: readonly string[]) => `disko.devices.disk.main = {
  type = "disk";
  device = "/dev/disk/by-id/nvme-main";
  content = { type = "gpt"; partitions = { ${partitions.join("\n")} }; };
};`;
const AT_ROOT = `"@" = { mountpoint = "/"; mountOptions = [ "compress=zstd" "noatime" ]; };`;
const NOTHING = { disko: [], more: [] };

describe("the other module", () => {
  test("adds a partition", async () => {
    const more = `${CONTENT}.partitions.data = { size = "10G"; content = { type = "filesystem"; format = "ext4"; mountpoint = "/data"; }; };`;
    expect(await codes(layout(ESP, root(AT_ROOT)), more)).toEqual(NOTHING);
  });

  test("adds a partition that there is no room for", async () => {
    const more = `${CONTENT}.partitions.data = { size = "100%"; content = { type = "filesystem"; format = "ext4"; mountpoint = "/data"; }; };`;
    expect(await codes(layout(ESP, root(AT_ROOT)), more)).toEqual(NOTHING);
  });

  test("adds subvolumes", async () => {
    const more = `${CONTENT}.partitions.root.content.subvolumes."@home" = { mountpoint = "/home"; mountOptions = [ "compress=zstd" "noatime" ]; };`;
    expect(await codes(layout(ESP, root(AT_ROOT)), more)).toEqual(NOTHING);
  });

  test("brings the root", async () => {
    const more = `${CONTENT}.partitions.root.content.subvolumes = { ${AT_ROOT} };`;
    expect(await codes(layout(ESP, root(`"@nix" = { mountpoint = "/nix"; };`)), more)).toEqual(NOTHING);
  });

  test("gives size and device", async () => {
    const more = `disko.devices.disk.main = { device = "/dev/disk/by-id/nvme-main"; content.partitions.root.size = "100%"; };`;
    const lacking = layout(ESP, root(AT_ROOT).replace(`size = "100%";`, "")).replace(/device = .*\n/, "\n");
    expect(await codes(lacking, more)).toEqual(NOTHING);
  });

  test("sets the mount options by force", async () => {
    const wrong = root(`"@" = { mountpoint = "/"; mountOptions = [ "compres=zstd" ]; };`);
    const more = `${CONTENT}.partitions.root.content.subvolumes."@".mountOptions = lib.mkForce [ "compress=zstd" ];`;
    expect(await codes(layout(ESP, wrong), "")).toEqual({ disko: ["DSK201"], more: [] });
    expect(await codes(layout(ESP, wrong), more)).toEqual(NOTHING);
  });

  test("sets a mountpoint by force", async () => {
    const twice = root(`"@" = { mountpoint = "/"; }; "@old" = { mountpoint = "/"; };`);
    const more = `${CONTENT}.partitions.root.content.subvolumes."@old".mountpoint = lib.mkForce "/old";`;
    expect(await codes(layout(ESP, twice), "")).toEqual({ disko: ["DSK301"], more: [] });
    expect(await codes(layout(ESP, twice), more)).toEqual(NOTHING);
  });

  test("sets a size by force", async () => {
    const full = layout(ESP, root(AT_ROOT), `swap = { size = "100%"; content.type = "swap"; };`);
    const more = `${CONTENT}.partitions.swap.size = lib.mkForce "8G";`;
    expect((await codes(full, "")).disko).toEqual(["DSK307"]);
    expect(await codes(full, more)).toEqual(NOTHING);
  });

  test("adds the members of a pool, and the other disk of a btrfs", async () => {
    const pool = `disko.devices.zpool.tank.datasets.data = { type = "zfs_fs"; mountpoint = "/data"; };`;
    const more = `disko.devices.disk.b = { type = "disk"; device = "/dev/disk/by-id/b"; content = { type = "zfs"; pool = "tank"; }; };`;
    expect(await codes(`${layout(ESP, root(AT_ROOT))} ${pool}`, "")).toEqual({ disko: ["DSK112"], more: [] });
    expect(await codes(`${layout(ESP, root(AT_ROOT))} ${pool}`, more)).toEqual(NOTHING);
  });

  test("sets a mountpoint by force, under a condition that nobody knows", async () => {
    const twice = root(`"@" = { mountpoint = "/"; }; "@old" = { mountpoint = "/"; };`);
    const old = `${CONTENT}.partitions.root.content.subvolumes."@old".mountpoint`;
    expect(await codes(layout(ESP, twice), `${old} = lib.mkIf config.my.own (lib.mkForce "/old");`)).toEqual(NOTHING);
  });

  test("makes the first mount decide otherwise", async () => {
    const nix = `"@nix" = { mountpoint = "/nix"; mountOptions = [ "compress=zstd" "noatime" ]; };`;
    const late = `"@" = { mountpoint = "/"; mountOptions = [ "noatime" ]; };`;
    const options = `${CONTENT}.partitions.root.content.subvolumes."@".mountOptions`;
    expect((await codes(layout(ESP, root(late + nix)), "")).disko).toEqual(["DSK204"]);
    const more = `${options} = lib.mkForce [ "compress=zstd" "noatime" ];`;
    expect(await codes(layout(ESP, root(late + nix)), more)).toEqual(NOTHING);
  });

  test("is the one of several layouts that the host chooses", async () => {
    const wrong = layout(ESP, root(`"@" = { mountpoint = "/"; mountOptions = [ "compres=zstd" ]; };`));
    const on = (host: string, text: string) =>
      `config = lib.mkIf (config.networking.hostName == "${host}") { ${text} };`;
    const found = await codes(on("borealis", wrong), on("atlas", layout(ESP, root(AT_ROOT))));
    expect(found).toEqual({ disko: ["DSK201"], more: [] });
  });

  test("leaves a mistake a mistake", async () => {
    const wrong = root(`"@" = { mountpoint = "/"; mountOptions = [ "compres=zstd" ]; };`);
    const more = `${CONTENT}.partitions.root.content.subvolumes."@home".mountpoint = "/home";`;
    expect(await codes(layout(ESP, wrong), more)).toEqual({ disko: ["DSK201"], more: [] });
  });
});
