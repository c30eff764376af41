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
    mountOptions = [ "compress=zstd:1" ] ++ extra ++ [ "noatime" ];
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
              # for the same, and exceptions are directory attributes (see systemd.tmpfiles below).
              subvolumes = mapAttrs (_: subvolume [ "discard=async" ]) mounts // {
                # MariaDB or MySQL rewrites pages in place: no copy-on-write; no checksums or compression
                # here.
                "@mysql" = subvolume [ ] "/var/lib/mysql";
                # Caches can be recreated: kept out of snapshots of /.
                "@cache" = {
                  mountpoint = "/var/cache";
                  mountOptions = [ "compress=zstd:1" "noatime" ];
                };
                # Logs survive a rollback of /.
                "@log" = {
                  mountpoint = "/var/log";
                  mountOptions = [ "compress=zstd:1" "noatime" ];
                };
              };
            };
          };
        };
      };
    };
  };

  # Set while the directories are still empty, before the services start: new files inherit it.
  systemd.tmpfiles.rules = [ "h /var/lib/mysql - - - - +C" ];
  services.btrfs.autoScrub = {
    enable = true;
    fileSystems = [ "/" ];
  };
}
