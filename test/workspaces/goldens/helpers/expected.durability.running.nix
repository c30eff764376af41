{ lib, ... }:
let
  inherit (lib) mapAttrs;

  # name -> where it is mounted
  mounts = {
    "@" = "/";
    "@home" = "/home";
    "@nix" = "/nix";
  };

  subvolume = extra: mountpoint: {
    inherit mountpoint;
    mountOptions = [ "compress=zstd:3" ] ++ extra ++ [ "noatime" ];
  };
in
{
  disko.devices = {
    disk.main = {
      type = "disk";
      device = "/dev/disk/by-id/ata-EXAMPLE";
      content = {
        type = "gpt";
        partitions = {
          boot = {
            size = "1M";
            type = "EF02"; # for grub
          };
          root = {
            size = "100%";
            content = {
              type = "btrfs";
              # btrfs takes compression and copy-on-write from the first mount only: every subvolume asks
              # for the same.
              subvolumes = mapAttrs (_: subvolume [ "discard=async" ]) mounts // {
                "@mysql" = subvolume [ ] "/var/lib/mysql";
              };
            };
          };
        };
      };
    };
  };

  services.btrfs.autoScrub = {
    enable = true;
    fileSystems = [ "/" ];
  };
}
