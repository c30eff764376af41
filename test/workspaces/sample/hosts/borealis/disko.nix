# borealis: a server that mirrors btrfs over two disks. Every mount asks for the same, so nothing is ignored.
{
  disks ? [
    "/dev/disk/by-id/ata-EXAMPLE_A"
    "/dev/disk/by-id/ata-EXAMPLE_B"
  ],
  lib ? import <nixpkgs/lib>,
  ...
}:
let
  inherit (import ../../modules/btrfs-options.nix) common;

  subvolume = mountpoint: {
    inherit mountpoint;
    mountOptions = common;
  };
in
{
  disko.devices.disk = {
    first = {
      type = "disk";
      device = builtins.elemAt disks 0;
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
          data = {
            size = "100%";
          };
        };
      };
    };
    # Formatted last: the first disk's partition exists by then.
    second = {
      type = "disk";
      device = builtins.elemAt disks 1;
      content = {
        type = "gpt";
        partitions.data = {
          size = "100%";
          content = {
            type = "btrfs";
            extraArgs = [
              "--force"
              "--data raid1"
              "--metadata raid1"
              "/dev/disk/by-partlabel/disk-first-data"
            ];
            subvolumes = lib.mapAttrs (_name: subvolume) {
              "@" = "/";
              "@home" = "/home";
              "@nix" = "/nix";
              "@srv" = "/srv";
            };
          };
        };
      };
    };
  };
}
