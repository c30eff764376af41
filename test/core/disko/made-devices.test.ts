/** Which device of a layout is there when another content is made. */
import { expect, test } from "vitest";
import { isMadeBefore, labelledPartition, madeDevices } from "../../../server/core/disko/made-devices.ts";
import { lowered } from "./lowered.ts";

const LAYOUT = `{
  disko.devices.disk = {
    a = {
      device = "/dev/disk/by-id/ata-A";
      content = {
        type = "gpt";
        partitions = {
          one = { size = "10G"; content = { type = "luks"; name = "vault"; }; };
          two = { size = "10G"; content = { type = "btrfs"; mountpoint = "/two"; }; };
          zoo = { size = "10G"; content = { type = "luks"; name = "late"; content = { type = "lvm_pv"; vg = "pool"; }; }; };
        };
      };
    };
    b = {
      device = "/dev/sdb";
      content = { type = "gpt"; partitions.data = { size = "100%"; }; };
    };
  };
  disko.devices.lvm_vg.pool = { lvs.cache = { size = "10G"; }; };
}`;

test("devices are known by the paths that disko and the kernel give them", async () => {
  const layout = await lowered(LAYOUT);
  expect([...madeDevices(layout).keys()].sort()).toEqual([
    "/dev/disk/by-id/ata-A",
    "/dev/disk/by-id/ata-A-part1",
    "/dev/disk/by-id/ata-A-part2",
    "/dev/disk/by-id/ata-A-part3",
    "/dev/disk/by-partlabel/disk-a-one",
    "/dev/disk/by-partlabel/disk-a-two",
    "/dev/disk/by-partlabel/disk-a-zoo",
    "/dev/disk/by-partlabel/disk-b-data",
    "/dev/mapper/late",
    "/dev/mapper/vault",
    "/dev/pool/cache",
    "/dev/sdb",
    "/dev/sdb1",
  ]);
});

test.each([
  // All partitions of a disk are made before anything is put into the first of them.
  ["/dev/disk/by-partlabel/disk-a-zoo", true],
  ["/dev/mapper/vault", true],
  ["/dev/mapper/late", false],
  // A disk itself is always there.
  ["/dev/sdb", true],
  ["/dev/sdb1", false],
  ["/dev/pool/cache", false],
])("for the btrfs on `two`, %s is there: %s", async (path, isThere) => {
  const layout = await lowered(LAYOUT);
  const [btrfs] = layout.btrfs;
  const device = madeDevices(layout).get(path);
  expect(btrfs && device && isMadeBefore(device, btrfs.object, layout)).toBe(isThere);
});

test("bcachefs turns the order around", async () => {
  const layout = await lowered(
    LAYOUT.replace(
      "disko.devices.lvm_vg.pool",
      "disko.devices.bcachefs_filesystems.all = { }; disko.devices.lvm_vg.pool",
    ),
  );
  const [btrfs] = layout.btrfs;
  const device = madeDevices(layout).get("/dev/sdb1");
  expect(btrfs && device && isMadeBefore(device, btrfs.object, layout)).toBeUndefined();
});

test("a label speaks of a disk and a partition", async () => {
  const layout = await lowered(LAYOUT);
  const labelled = labelledPartition("/dev/disk/by-partlabel/disk-b-dta", layout);
  expect([labelled?.disk.name, labelled?.partition]).toEqual(["b", "dta"]);
  expect(labelledPartition("/dev/disk/by-partlabel/disk-c-data", layout)).toBeUndefined();
  expect(labelledPartition("/dev/mapper/disk-b-data", layout)).toBeUndefined();
});
