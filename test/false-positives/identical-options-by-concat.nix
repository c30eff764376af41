# Options that are concatenated for each mount and still come to the same for the filesystem.
{ lib, ... }:
let
  ssd = true;
  common = [ "compress=zstd" ] ++ lib.optionals ssd [ "discard=async" ];
  strict = [
    "nodev"
    "nosuid"
  ];
in
{
  disko.devices.disk.main = {
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
            mountOptions = [ "umask=0077" ] ++ strict;
          };
        };
        root = {
          size = "100%";
          content = {
            type = "btrfs";
            subvolumes = lib.mapAttrs' (name: own: {
              name = "@${name}";
              value = {
                mountpoint = if name == "root" then "/" else "/${name}";
                mountOptions = lib.unique (common ++ own);
              };
            }) {
              root = [ "noatime" ];
              home = strict ++ [ "relatime" ];
              tmp = strict ++ [
                "noatime"
                "noexec"
              ];
            };
          };
        };
      };
    };
  };
}
