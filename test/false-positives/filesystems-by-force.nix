# disko formats, and all that is mounted is said by force: nothing is left of two entries for `/`.
{ lib, ... }:
{
  fileSystems = lib.mkForce {
    "/" = {
      device = "none";
      fsType = "tmpfs";
      options = [ "mode=755" ];
    };
    "/nix" = {
      device = "/dev/disk/by-partlabel/disk-main-root";
      fsType = "ext4";
      options = [ "noatime" ];
    };
  };

  disko.devices = {
    nodev."/" = {
      fsType = "tmpfs";
      mountOptions = [ "size=80%" ];
    };
    disk.main = {
      type = "disk";
      device = "/dev/disk/by-id/nvme-EXAMPLE_1TB_0001";
      content = {
        type = "gpt";
        partitions.root = {
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
}
