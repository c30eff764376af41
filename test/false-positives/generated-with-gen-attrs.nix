# Subvolumes made of a list of places.
{ lib, ... }:
let
  inherit (lib) genAttrs removePrefix nameValuePair;
  places = [
    "/home"
    "/nix"
    "/srv"
    "/var/log"
  ];
  subvolume = place: {
    mountpoint = place;
    mountOptions = [
      "compress=zstd"
      "relatime"
    ];
  };
in
{
  disko.devices.disk.main = {
    type = "disk";
    device = lib.mkDefault "/dev/disk/by-id/nvme-EXAMPLE_1TB_0001";
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
            type = "btrfs";
            subvolumes =
              genAttrs places subvolume
              // lib.listToAttrs (map (name: nameValuePair "@${removePrefix "/" name}-old" { }) places)
              // {
                "/root" = subvolume "/";
              };
          };
        };
      };
    };
  };
}
