# Data disks from a list of serial numbers, in a pool of two mirrors, beside a small system disk.
{ lib, ... }:
let
  serials = [
    "EXAMPLE_A1"
    "EXAMPLE_A2"
    "EXAMPLE_B1"
    "EXAMPLE_B2"
  ];
  dataDisk = serial: {
    type = "disk";
    device = "/dev/disk/by-id/ata-${serial}";
    content = {
      type = "gpt";
      partitions.zfs = {
        size = "100%";
        content = {
          type = "zfs";
          pool = "tank";
        };
      };
    };
  };
  named = lib.imap1 (number: serial: lib.nameValuePair "data${toString number}" (dataDisk serial)) serials;
in
{
  disko.devices = {
    disk = lib.listToAttrs named // {
      system = {
        type = "disk";
        device = "/dev/disk/by-id/nvme-EXAMPLE_1TB_0001";
        content = {
          type = "gpt";
          partitions = {
            ESP = {
              size = "512M";
              type = "EF00";
              content = {
                type = "filesystem";
                format = "vfat";
                mountpoint = "/boot";
                mountOptions = [ "umask=0077" ];
              };
            };
            root = {
              size = "100%";
              content = {
                type = "filesystem";
                format = "ext4";
                mountpoint = "/";
              };
            };
          };
        };
      };
    };
    zpool.tank = {
      type = "zpool";
      mode.topology = {
        type = "topology";
        vdev = map (members: {
          mode = "mirror";
          inherit members;
        }) [
          [
            "data1"
            "data2"
          ]
          [
            "data3"
            "data4"
          ]
        ];
      };
      mountpoint = "/tank";
      mountOptions = [ "nofail" ];
      datasets.media = {
        type = "zfs_fs";
        mountpoint = "/tank/media";
      };
    };
  };
}
