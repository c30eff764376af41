{ lib, ... }:

let
  disks = {
    first = "/dev/disk/by-id/ata-WDC_WD40EFRX-68N32N0_WD-WCC7K0000001";
    second = "/dev/disk/by-id/ata-WDC_WD40EFRX-68N32N0_WD-WCC7K0000002";
  };
in
{
  imports = [ "${builtins.fetchTarball "https://github.com/nix-community/disko/archive/master.tar.gz"}/module.nix" ];

  disko.devices.disk = {
    first = {
      type = "disk";
      device = disks.first;
      content = {
        type = "gpt";
        partitions = {
          ESP = {
            size = "1G";
            type = "EF00";
            content = {
              type = "filesystem";
              format = "vfat";
              mountpoint = "/boot";
            };
          };
          data = {
            size = "100%";
          };
        };
      };
    };
    second = {
      type = "disk";
      device = disks.second;
      content = {
        type = "gpt";
        partitions.data = {
          size = "100%";
          content = {
            type = "btrfs";
            extraArgs = [
              "-m raid1"
              "-d raid1"
              "/dev/disk/by-partlabel/disk-first-data"
            ];
            subvolumes = {
              "@" = {
                mountpoint = "/";
                mountOptions = [ "noatime" ];
              };
              "@backup" = {
                mountpoint = "/backup";
                mountOptions = [ "noatime" ];
              };
            };
          };
        };
      };
    };
  };
}
