# cirrus: a laptop with an encrypted disk.
{
  device ? "/dev/nvme0n1",
  swapSize ? "16G",
  lib,
  ...
}:
let
  inherit (import ../../modules/btrfs-options.nix) common legacy;

  mounted = mountpoint: extra: {
    inherit mountpoint;
    mountOptions = common ++ extra;
  };
in
{
  disko.devices.disk.main = {
    type = "disk";
    inherit device;
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
          };
        };
        crypt = {
          size = "100%";
          content = {
            type = "luks";
            name = "crypted";
            settings.allowDiscards = true;
            content = {
              type = "btrfs";
              subvolumes =
                lib.mapAttrs (_name: place: mounted place [ ]) {
                  "@" = "/";
                  "@nix" = "/nix";
                }
                // {
                  "@home" = mounted "/home" [ "relatime" ];
                  "@log" = mounted "/var/log/" [ ];
                  "@old" = mounted "/old" legacy;
                  "@src" = mounted "/srv/src" [ "autodefrag" ];
                  "@games" = {
                    mountOptions = common;
                  };
                  "@swap" = {
                    mountpoint = "/.swap";
                    postCreateHook = "chattr +C /mnt/.swap";
                    swap.swapfile.size = swapSize;
                  };
                };
            };
          };
        };
      };
    };
  };
}
