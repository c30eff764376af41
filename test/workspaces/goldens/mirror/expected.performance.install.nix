# A server that mirrors btrfs over two disks.
{
  disks ? [
    "/dev/disk/by-id/ata-EXAMPLE_A"
    "/dev/disk/by-id/ata-EXAMPLE_B"
  ],
  lib,
  ...
}:
let
  # One list for all of them: the first mount decides.
  options = [
    "compress=zstd:1"
    "noatime"
  ];

  esp = {
    size = "1G";
    type = "EF00";
    content = {
      type = "filesystem";
      format = "vfat";
      mountpoint = "/boot";
      mountOptions = [ "umask=0077" ];
    };
  };
in
{
  disko.devices.disk = {
    first = {
      type = "disk";
      device = lib.elemAt disks 0;
      content = {
        type = "gpt";
        partitions = {
          ESP = esp;
          data.size = "100%";
        };
      };
    };
    # Formatted last: the first disk's partition exists by then.
    second = {
      type = "disk";
      device = lib.elemAt disks 1;
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
            # btrfs takes compression and copy-on-write from the first mount only: every subvolume asks
            # for the same.
            subvolumes = {
              "/root" = {
                mountpoint = "/";
                mountOptions = options;
              };
              "/nix" = {
                mountpoint = "/nix";
                mountOptions = options;
              };
              "/srv" = {
                mountpoint = "/srv";
                mountOptions = options ++ [ "nodev" ]; # uploads of strangers
              };
              # What Docker stores can be fetched or built again: kept out of snapshots of /.
              "/docker" = {
                mountpoint = "/var/lib/docker";
                mountOptions = options;
              };
              # Data of MariaDB or MySQL survives a rollback of /.
              "/mysql" = {
                mountpoint = "/var/lib/mysql";
                mountOptions = options;
              };
              # Caches can be recreated: kept out of snapshots of /.
              "/cache" = {
                mountpoint = "/var/cache";
                mountOptions = options;
              };
              # Logs survive a rollback of /.
              "/log" = {
                mountpoint = "/var/log";
                mountOptions = options;
              };
            };
          };
        };
      };
    };
  };
}
