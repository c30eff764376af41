/** Modules, conditions and priorities: what is certain, what is perhaps, and what is not known. */
import { expect, test } from "vitest";
import { btrfsFile, layoutOf, lowered, mountLines, optionsByName } from "./lowered.ts";

test("definitions are merged as the module system does", async () => {
  // Seen in real disko: "/root" on /dev/vdb with compress=zstd,noatime, and "/y" on /dev/vdb.
  const layout = await lowered(`{ lib, ... }: {
    config = lib.mkMerge [
      {
        disko.devices.disk.main = {
          device = lib.mkDefault "/dev/vda";
          content = { type = "btrfs"; subvolumes."@" = { mountpoint = "/"; mountOptions = [ "noatime" ]; }; };
        };
      }
      (lib.mkIf true { disko.devices.disk.main.device = "/dev/vdb"; })
      (lib.mkIf false { disko.devices.disk.main.device = "/dev/vdc"; })
      {
        disko.devices.disk.main.content = {
          type = "btrfs";
          subvolumes."@".mountOptions = lib.mkBefore [ "compress=zstd" ];
          subvolumes."@".mountpoint = lib.mkForce "/root";
          subvolumes."@x" = lib.mkIf false { mountpoint = "/x"; };
          subvolumes."@y".mountpoint = lib.mkOverride 10 "/y";
        };
      }
    ];
  }`);
  expect(mountLines(layout)).toEqual(["/root /dev/vdb btrfs", "/y /dev/vdb btrfs"]);
  expect(optionsByName(layout)).toEqual({ "@": "compress=zstd noatime", "@y": "defaults" });
});

test("a condition that is not known makes a mount a perhaps", async () => {
  const layout = await lowered(
    btrfsFile(
      `subvolumes."@".mountpoint = "/";
       subvolumes."@a" = lib.mkIf x { mountpoint = "/a"; };
       subvolumes."@b".mountpoint = lib.mkIf x "/b";
       subvolumes."@c".mountpoint = if x then "/c" else "/d";`,
      "{ lib, x, ... }: ",
    ),
  );
  expect(mountLines(layout)).toEqual([
    "/ /dev/vda btrfs",
    "/a /dev/vda btrfs (perhaps)",
    "/b /dev/vda btrfs (perhaps)",
  ]);
  expect(layout.complete).toBe(false);
  expect(layout.btrfs.map((one) => one.complete)).toEqual([false]);
});

test("a condition around the whole layout is taken to hold", async () => {
  const layout = await lowered(`{ lib, config, ... }: {
    config = lib.mkIf config.services.openssh.enable {
      disko.devices.disk.main = { device = "/dev/vda"; content = { type = "btrfs"; mountpoint = "/"; }; };
    };
  }`);
  expect(mountLines(layout)).toEqual(["/ /dev/vda btrfs"]);
  expect(layout.complete).toBe(true);
});

test("options under a condition, options not known, options not written", async () => {
  const layout = await lowered(
    btrfsFile(
      `subvolumes."@a".mountOptions = [ "noatime" ] ++ lib.optional x "ssd";
       subvolumes."@b".mountOptions = [ "noatime" ] ++ more;
       subvolumes."@c".mountOptions = lib.mkMerge [ [ "noatime" ] (lib.mkIf x [ "ssd" ]) ];
       subvolumes."@d" = { };
       subvolumes."@e" = more;
       subvolumes."@f".mountOptions = [ "compress=\${more}" "noatime" ];`,
      "{ lib, x, more, ... }: ",
    ),
  );
  expect(optionsByName(layout)).toEqual({
    "@a": "noatime (ssd)",
    "@b": "noatime …",
    "@c": "noatime (ssd)",
    "@d": "defaults",
    "@e": "(defaults) …",
    "@f": "noatime …",
  });
});

test("functions with defaults, and one disk for each name of a list", async () => {
  const layout = await lowered(`{ disks ? [ "/dev/sda" "/dev/sdb" ], lib, ... }: {
    disko.devices.disk = lib.genAttrs disks (device: {
      inherit device;
      name = lib.replaceStrings [ "/" ] [ "_" ] device;
      content = {
        type = "gpt";
        partitions.root.content =
          if device == "/dev/sda" then { type = "btrfs"; extraArgs = [ "-d raid1" "/dev/sdb1" ]; mountpoint = "/"; } else null;
      };
    });
  }`);
  expect(mountLines(layout)).toEqual(["/ /dev/disk/by-partlabel/disk-_dev_sda-root btrfs"]);
  expect(layout.objects.map((disk) => disk.name)).toEqual(["/dev/sda", "/dev/sdb"]);
});

test("root on tmpfs beside btrfs", async () => {
  const layout = await lowered(`{
    disko.devices = {
      nodev."/" = { fsType = "tmpfs"; mountOptions = [ "size=2G" "mode=755" ]; };
      disk.main = {
        device = "/dev/vda";
        content = { type = "btrfs"; subvolumes = { "/nix".mountpoint = "/nix"; "/persist".mountpoint = "/persist"; }; };
      };
    };
  }`);
  expect(mountLines(layout)).toEqual(["/ tmpfs tmpfs", "/nix /dev/vda btrfs", "/persist /dev/vda btrfs"]);
});

test("what may hide mounts makes the layout incomplete", async () => {
  const incomplete = [
    "{ x, ... }: { disko.devices = x; }",
    "{ x, ... }: { disko.devices.disk = x; }",
    "{ x, ... }: { disko.devices.disk.a = { device = x; content = x; }; }",
    "{ disko.devices.disk.a = ./disk.nix; }",
    '{ disko.devices.disk.a = { device = "/dev/a"; content = { type = "none-of-these"; }; }; }',
    btrfsFile("subvolumes = x;", "{ x, ... }: "),
    btrfsFile('subvolumes."@".mountpoint = x;', "{ x, ... }: "),
    btrfsFile('subvolumes."@".mountPoint = "/";'),
    btrfsFile('subvolumes."@" = { config, ... }: { mountpoint = "/"; };'),
  ];
  for (const text of incomplete) expect([text, (await lowered(text)).complete]).toEqual([text, false]);
  const complete = [btrfsFile('mountpoint = "/";'), "{ x, ... }: { disko.devices.disk.a = { device = x; }; }"];
  for (const text of complete) expect([text, (await lowered(text)).complete]).toEqual([text, true]);
});

test("files without devices have no layout", async () => {
  const others = [
    "{ }",
    "[ ]",
    "x: x",
    "{ services.openssh.enable = true; }",
    "{ disko.enableConfig = false; }",
    "",
    "{ x, ... }: x",
  ];
  for (const text of others) expect([text, await layoutOf(text)]).toEqual([text, undefined]);
});
