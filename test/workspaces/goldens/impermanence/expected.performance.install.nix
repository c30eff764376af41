{ lib, ... }:

{
  # Forgotten at every boot.
  disko.devices.nodev."/" = {
    fsType = "tmpfs";
    mountOptions = [
      "size=2G"
      "mode=755"
    ];
  };

  disko.devices.disk.main = {
    type = "disk";
    device = lib.mkDefault "/dev/disk/by-id/nvme-EXAMPLE";
    content.type = "gpt";
    content.partitions.boot = {
      size = "1G";
      type = "EF00";
      content = {
        type = "filesystem";
        format = "vfat";
        mountpoint = "/boot";
      };
    };
    content.partitions.root = {
      size = "100%";
      content = {
        type = "btrfs";
        # btrfs takes compression and copy-on-write from the first mount only: every subvolume asks
        # for the same, and exceptions are directory attributes (see systemd.tmpfiles below).
        subvolumes = {
          "/nix" = {
            mountpoint = "/nix";
            mountOptions = [
              "compress=zstd:1"
              "noatime"
            ];
          };
          # Everything that has to survive.
          "/persist" = {
            mountpoint = "/persist";
            mountOptions = [
              "compress=zstd:1"
              "noatime"
            ];
          };
          # PostgreSQL rewrites pages in place: no copy-on-write; no checksums or compression here.
          "/persist-postgresql" = {
            mountpoint = "/persist/postgresql";
            mountOptions = [
              "compress=zstd:1"
              "noatime"
            ];
          };
          # What Docker stores can be fetched or built again: kept out of snapshots of /persist.
          "/persist-docker" = {
            mountpoint = "/persist/docker";
            mountOptions = [
              "compress=zstd:1"
              "noatime"
            ];
          };
        };
      };
    };
  };

  # Set while the directories are still empty, before the services start: new files inherit it.
  systemd.tmpfiles.rules = [ "h /persist/postgresql - - - - +C" ];

  services.btrfs.autoScrub = {
    enable = true;
    fileSystems = [ "/nix" ];
  };
}
