# Two disks, each in its own LUKS, and one mirrored btrfs over both.
{ lib, ... }:
{
  services.btrfs.autoScrub = {
    enable = true;
    fileSystems = [ "/" ];
  };

  disko.devices.disk = {
    a = {
      type = "disk";
      device = "/dev/disk/by-id/nvme-EXAMPLE_1TB_0001";
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
              mountOptions = [ "umask=0077" ];
            };
          };
          crypt = {
            size = "100%";
            content = {
              type = "luks";
              name = "crypt-a";
              settings.allowDiscards = true;
            };
          };
        };
      };
    };
    b = {
      type = "disk";
      device = "/dev/disk/by-id/nvme-EXAMPLE_1TB_0002";
      content = {
        type = "gpt";
        partitions.crypt = {
          size = "100%";
          content = {
            type = "luks";
            name = "crypt-b";
            settings.allowDiscards = true;
            content = {
              type = "btrfs";
              extraArgs = [
                "-d raid1"
                "-m raid1"
                "/dev/mapper/crypt-a"
              ];
              subvolumes = lib.mapAttrs (_: mountpoint: { inherit mountpoint; }) {
                "root" = "/";
                "nix" = "/nix";
              };
            };
          };
        };
      };
    };
  };
}
