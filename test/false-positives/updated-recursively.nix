# A layout made of small ones, by recursiveUpdate and folds.
{ lib, ... }:
let
  base = {
    disk.main = {
      type = "disk";
      device = "/dev/disk/by-id/nvme-EXAMPLE_1TB_0001";
      content = {
        type = "gpt";
        partitions.root = {
          size = "100%";
          content = {
            type = "btrfs";
            subvolumes."/root" = {
              mountpoint = "/";
              mountOptions = [ "compress=zstd" ];
            };
          };
        };
      };
    };
  };
  uefi = {
    disk.main.content.partitions.ESP = {
      size = "512M";
      type = "EF00";
      content = {
        type = "filesystem";
        format = "vfat";
        mountpoint = "/boot";
        mountOptions = [ "umask=0077" ];
      };
    };
  };
  mountedAt = path: {
    disk.main.content.partitions.root.content.subvolumes.${path} = {
      mountpoint = path;
      mountOptions = [ "compress=zstd" ];
    };
  };
in
{
  disko.devices = lib.foldl' lib.recursiveUpdate base (
    [ uefi ]
    ++ map mountedAt [
      "/home"
      "/nix"
    ]
  );
}
