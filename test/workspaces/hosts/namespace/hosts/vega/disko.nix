{ config, ... }:
{
  disko.devices = {
    disk.main = {
      device = "/dev/disk/by-id/nvme-CT1000P3SSD8_0000E0000000";
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
          root = {
            size = "100%";
            content = {
              type = "btrfs";
              subvolumes = {
                "nix" = {
                  mountpoint = "/nix";
                  mountOptions = [ "noatime" ];
                };
                "state" = {
                  mountpoint = config.mySystem.dataDir;
                  mountOptions = [ "compress=zstd" ];
                };
              };
            };
          };
        };
      };
    };
    nodev."/" = {
      fsType = "tmpfs";
      mountOptions = [ "size=2G" ];
    };
  };
}
