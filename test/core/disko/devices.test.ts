/** Devices as disko computes them. What is expected here was seen in real disko 1.13.0, evaluated by Nix. */
import { expect, test } from "vitest";
import { lowered, mountLines } from "./lowered.ts";

test("partitions are found by label, which comes from disk and partition", async () => {
  const layout = await lowered(`
    let fs = mountpoint: { type = "filesystem"; format = "ext4"; inherit mountpoint; };
    in {
      disko.devices.disk."/dev/vda" = {
        device = "/dev/vda";
        content = {
          type = "gpt";
          partitions = {
            plain.content = fs "/plain";
            "with space".content = fs "/space";
            named = { name = "other"; content = fs "/named"; };
            labelled = { label = "my label"; content = fs "/labelled"; };
            by-uuid = { uuid = "809b3a2b-828a-4730-95e1-75b6343e415a"; content = fs "/uuid"; };
            by-device = { device = "/dev/custom"; content = fs "/device"; };
            own = { content = fs "/own" // { device = "/dev/own"; }; };
            "o,(x)".content = fs "/odd";
          };
        };
      };
    }`);
  expect(mountLines(layout)).toEqual([
    "/device /dev/custom ext4",
    "/labelled /dev/disk/by-partlabel/my\\x20label ext4",
    "/named /dev/disk/by-partlabel/disk-_dev_vda-other ext4",
    "/odd /dev/disk/by-partlabel/disk-_dev_vda-o,\\x28x\\x29 ext4",
    "/own /dev/own ext4",
    "/plain /dev/disk/by-partlabel/disk-_dev_vda-plain ext4",
    "/space /dev/disk/by-partlabel/disk-_dev_vda-with\\x20space ext4",
    "/uuid /dev/disk/by-partuuid/809b3a2b-828a-4730-95e1-75b6343e415a ext4",
  ]);
});

test("a label longer than 36 bytes becomes a hash, which we leave unknown", async () => {
  const layout = await lowered(`{
    disko.devices.disk.main = {
      device = "/dev/vda";
      content = {
        type = "gpt";
        partitions.aaaaaaaaaaaaaaaaaaaaaaaaaa.content = { type = "btrfs"; mountpoint = "/36"; };
        partitions.aaaaaaaaaaaaaaaaaaaaaaaaaaa.content = { type = "btrfs"; mountpoint = "/37"; };
      };
    };
  }`);
  expect(mountLines(layout)).toEqual([
    "/36 /dev/disk/by-partlabel/disk-main-aaaaaaaaaaaaaaaaaaaaaaaaaa btrfs",
    "/37 ? btrfs",
  ]);
});

test("LUKS below LVM", async () => {
  const layout = await lowered(`{
    disko.devices.disk.main = {
      device = "/dev/vda";
      content.type = "gpt";
      content.partitions.swap.content = { type = "luks"; name = "early"; content = { type = "btrfs"; mountpoint = "/e"; }; };
      content.partitions.crypt.content = { type = "luks"; name = "crypted"; content = { type = "lvm_pv"; vg = "pool"; }; };
    };
    disko.devices.lvm_vg.pool = {
      type = "lvm_vg";
      lvs.root = { size = "10G"; content = { type = "btrfs"; subvolumes."@".mountpoint = "/"; }; };
      lvs.home = { name = "users"; size = "10G"; content = { type = "filesystem"; format = "ext4"; mountpoint = "/home"; }; };
    };
  }`);
  expect(mountLines(layout)).toEqual([
    "/ /dev/pool/root btrfs",
    "/e /dev/mapper/early btrfs",
    "/home /dev/pool/users ext4",
  ]);
  expect(layout.btrfs.map((one) => one.name)).toEqual(["early", "root"]);
});

test("whole disks, MD RAID, nodev, ZFS and bcachefs", async () => {
  const layout = await lowered(`{
    disko.devices = {
      disk.whole = { device = "/dev/vdb"; content = { type = "btrfs"; mountpoint = "/whole"; }; };
      disk.a = { device = "/dev/vdc"; content = { type = "mdraid"; name = "raid1"; }; };
      mdadm.raid1.content = {
        type = "gpt";
        partitions.swap = { size = "1G"; content.type = "swap"; };
        partitions.boot = { size = "1M"; type = "EF02"; };
        partitions.root = { size = "100%"; content = { type = "btrfs"; mountpoint = "/raid"; }; };
      };
      mdadm.raid2.content = { type = "filesystem"; format = "xfs"; mountpoint = "/xfs"; };
      nodev."/" = { fsType = "tmpfs"; mountOptions = [ "size=2G" ]; };
      nodev.bind = { fsType = "none"; device = "/whole"; mountpoint = "/bind"; mountOptions = [ "bind" ]; };
      zpool.tank = {
        mountpoint = "/tank";
        datasets.data = { type = "zfs_fs"; mountpoint = "/tank/data"; };
        datasets.off = { type = "zfs_fs"; mountpoint = "/off"; options.canmount = "off"; };
        datasets.none = { type = "zfs_fs"; options.mountpoint = "none"; mountpoint = "/none"; };
        datasets.vol = { type = "zfs_volume"; size = "1G"; content = { type = "filesystem"; format = "ext4"; mountpoint = "/vol"; }; };
      };
      bcachefs_filesystems.main = {
        type = "bcachefs_filesystem";
        uuid = "64e50034-ebe2-eaf8-1f93-cf56266a8d86";
        subvolumes.data.mountpoint = "/bcachefs";
      };
    };
  }`);
  expect(mountLines(layout)).toEqual([
    "/ tmpfs tmpfs",
    "/bcachefs /dev/disk/by-uuid/64e50034-ebe2-eaf8-1f93-cf56266a8d86 bcachefs",
    "/bind /whole none",
    "/raid /dev/disk/by-id/md-name-any:raid1-part3 btrfs",
    "/tank tank zfs",
    "/tank/data tank/data zfs",
    "/vol /dev/zvol/tank/vol ext4",
    "/whole /dev/vdb btrfs",
    "/xfs /dev/md/raid2 xfs",
  ]);
  expect(layout.complete).toBe(true);
});

test("partitions of the old table are numbered", async () => {
  const layout = await lowered(`
    let disk = device: mountpoint: {
      inherit device;
      content = {
        type = "table";
        format = "msdos";
        partitions = [ { part-type = "primary"; } { content = { type = "filesystem"; format = "ext4"; inherit mountpoint; }; } ];
      };
    };
    in {
      disko.devices.disk = {
        sd = disk "/dev/sda" "/sd";
        nvme = disk "/dev/nvme0n1" "/nvme";
        id = disk "/dev/disk/by-id/ata-1" "/id";
        loop = disk "/dev/loop7" "/loop";
        md = disk "/dev/md/raid" "/md";
        other = disk "/dev/strange/1" "/other";
        file = disk "/swapfile" "/file";
      };
    }`);
  expect(mountLines(layout)).toEqual([
    "/file ? ext4",
    "/id /dev/disk/by-id/ata-1-part2 ext4",
    "/loop /dev/loop7p2 ext4",
    "/md /dev/md/raid2 ext4",
    "/nvme /dev/nvme0n1p2 ext4",
    "/other /dev/strange/12 ext4",
    "/sd /dev/sda2 ext4",
  ]);
});

test("a name that is not known leaves the device unknown, not wrong", async () => {
  const layout = await lowered(`{ device, name, ... }: {
    disko.devices.disk.a = { inherit device; content = { type = "btrfs"; mountpoint = "/a"; }; };
    disko.devices.disk.b = {
      device = "/dev/b";
      content.type = "gpt";
      content.partitions.p = { inherit name; content = { type = "btrfs"; mountpoint = "/b"; }; };
    };
  }`);
  expect(mountLines(layout)).toEqual(["/a ? btrfs", "/b ? btrfs"]);
});
