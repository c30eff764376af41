/**
 * disko tells NixOS of its mounts, and a module may take something else by force. Then nothing is said of the booted system;
 * what the installation does with the mounts as written is said all the same.
 */
import { describe, expect, test } from "vitest";
import { DEFAULT_SETTINGS } from "../../../server/core/settings.ts";
import { engineFor } from "../../support/engine.ts";

async function codes(texts: Readonly<Record<string, string>>): Promise<string[]> {
  const engine = await engineFor(texts);
  return engine.check("/w/disko.nix", DEFAULT_SETTINGS).findings.map(({ code }) => code);
}

const disk = (content: string) => `disko.devices.disk.main = {
  type = "disk";
  device = "/dev/disk/by-id/nvme-main";
  content = { type = "gpt"; partitions = { ${content} }; };
};`;
const module = (...lines: readonly string[]) => `{ lib, config, ... }: { ${lines.join("\n")} }`;
const btrfs = (inside: string) => disk(`root = { size = "100%"; content = { type = "btrfs"; ${inside} }; };`);

const TWO_ROOTS = disk(`
  a = { size = "10G"; content = { type = "filesystem"; format = "ext4"; mountpoint = "/"; }; };
  b = { size = "10G"; content = { type = "filesystem"; format = "xfs"; mountpoint = "/"; }; };
`);
const ROOT_OF_BOTH = btrfs(`mountpoint = "/"; subvolumes."@".mountpoint = "/";`);
const IN_VAIN = btrfs(`subvolumes = {
  "@" = { mountpoint = "/"; mountOptions = [ "compress=zstd" "noatime" ]; };
  "@nix" = { mountpoint = "/nix"; mountOptions = [ "compress=lzo" "noatime" ]; };
};`);

describe("the file itself", () => {
  test.each([
    ["nothing", "", "DSK301"],
    ["another place", `fileSystems."/data" = lib.mkForce { device = "/dev/sdb1"; fsType = "xfs"; };`, "DSK301"],
    ["a default, which loses", `fileSystems."/".fsType = lib.mkDefault "xfs";`, "DSK301"],
    ["options alone: the two still collide", `fileSystems."/".options = lib.mkForce [ "rw" ];`, "DSK301"],
    ["the entry", `fileSystems."/" = lib.mkForce { device = "/dev/sda1"; fsType = "xfs"; };`, undefined],
    ["everything", `fileSystems = lib.mkForce { "/" = { device = "/dev/sda1"; fsType = "xfs"; }; };`, undefined],
    ["under a condition", `fileSystems = lib.mkIf config.my.own (lib.mkForce { });`, undefined],
    ["disko switched off", "disko.enableConfig = false;", undefined],
    ["disko perhaps switched off", "disko.enableConfig = config.my.installed;", undefined],
    ["disko left on", "disko.enableConfig = lib.mkDefault true;", "DSK301"],
  ])("says two mounts at one place; by force: %s", async (_, forced, expected) => {
    const found = expected === undefined ? [] : [expected];
    expect(await codes({ "/w/disko.nix": module(forced, TWO_ROOTS) })).toEqual(found);
    expect(await codes({ "/w/disko.nix": module("config = {", forced, TWO_ROOTS, "};") })).toEqual(found);
  });

  test("options by force may mount what was installed into", async () => {
    const forced = `fileSystems."/".options = lib.mkForce [ "subvolid=5" ];`;
    expect(await codes({ "/w/disko.nix": module(ROOT_OF_BOTH) })).toEqual(["DSK302"]);
    expect(await codes({ "/w/disko.nix": module(forced, ROOT_OF_BOTH) })).toEqual([]);
  });

  test("what the first mount decides is not known where it has other options at boot", async () => {
    const root = `fileSystems."/".options = lib.mkForce [ "compress=lzo" "subvol=@" ];`;
    const other = `fileSystems."/nix".options = lib.mkForce [ "subvol=@nix" ];`;
    expect(await codes({ "/w/disko.nix": module(IN_VAIN) })).toEqual(["DSK204"]);
    expect(await codes({ "/w/disko.nix": module(root, IN_VAIN) })).toEqual([]);
    expect(await codes({ "/w/disko.nix": module(other, IN_VAIN) })).toEqual([]);
  });

  test("an installation with a wrong option fails, whatever NixOS mounts with later", async () => {
    const wrong = btrfs(`mountpoint = "/"; mountOptions = [ "compres=zstd" ];`);
    const forced = `fileSystems."/".options = lib.mkForce [ "compress=zstd" ];`;
    expect(await codes({ "/w/disko.nix": module(forced, wrong) })).toEqual(["DSK201"]);
  });

  test("swap and LUKS are no news to NixOS with disko switched off", async () => {
    const two = disk(`
      a = { size = "8G"; content = { type = "swap"; resumeDevice = true; }; };
      b = { size = "8G"; content = { type = "swap"; resumeDevice = true; }; };
    `);
    expect(await codes({ "/w/disko.nix": module(two) })).toEqual(["DSK340"]);
    expect(await codes({ "/w/disko.nix": module("disko.enableConfig = false;", two) })).toEqual([]);
  });
});

describe("another module of the host", () => {
  const host = (...lines: readonly string[]) =>
    `{ lib, ... }: { imports = [ ./disko.nix ]; system.stateVersion = "25.11"; ${lines.join("\n")} }`;
  const on = (configuration: string, layout: string) =>
    codes({ "/w/configuration.nix": configuration, "/w/disko.nix": `{ ${layout} }` });

  test.each([
    [`fileSystems."/".device = lib.mkForce "/dev/vda1";`],
    [`fileSystems = lib.mkForce { "/" = { device = "/dev/vda1"; fsType = "ext4"; }; };`],
    [`disko.enableConfig = false; fileSystems."/" = { device = "/dev/vda1"; fsType = "ext4"; };`],
  ])("%s", async (forced) => {
    expect(await on(host(), TWO_ROOTS)).toEqual(["DSK301"]);
    expect(await on(host(forced), TWO_ROOTS)).toEqual([]);
    expect(await on(host(), IN_VAIN)).toEqual(["DSK204"]);
    expect(await on(host(forced), IN_VAIN)).toEqual([]);
  });

  test("who may read the boot partition is the host's to say", async () => {
    const esp = disk(`
      ESP = { size = "1G"; type = "EF00"; content = { type = "filesystem"; format = "vfat"; mountpoint = "/boot"; }; };
      root = { size = "100%"; content = { type = "filesystem"; format = "ext4"; mountpoint = "/"; }; };
    `);
    expect(await on(host(), esp)).toEqual(["DSK216"]);
    expect(await on(host(`fileSystems."/boot".options = lib.mkForce [ "umask=0077" ];`), esp)).toEqual([]);
  });

  test("a root that is switched off in `fileSystems` is not taken for one, nor accused", async () => {
    const layout = disk(
      `root = { size = "100%"; content = { type = "filesystem"; format = "ext4"; mountpoint = "/"; }; };`,
    );
    expect(await on(host(`fileSystems."/".enable = false;`), layout)).toEqual([]);
  });
});
