{
  disko.devices.disk.sda = {
    type = "disk";
    device = "/dev/disk/by-id/ata-EXAMPLE";
    content = {
      type = "gpt";
      partitions = {
        esp = {
          type = "EF00";
          size = "500M";
          content = { type = "filesystem"; format = "vfat"; mountpoint = "/boot"; };
        };
        system = {
          size = "100%";
          content = {
            type = "btrfs";
            # btrfs takes compression and copy-on-write from the first mount only: every subvolume asks
            # for the same, and exceptions are directory attributes (see systemd.tmpfiles below).
            subvolumes."@" = {
              mountpoint = "/";
              mountOptions = [ "compress=zstd:1" "autodefrag" "noatime" ];
            };
            subvolumes."@/home" = {
              mountpoint = "/home";
              mountOptions = [ "compress=zstd:1" "autodefrag" "noatime" ];
            };
            # snapper looks for it here
            subvolumes."@/.snapshots" = {
              mountpoint = "/.snapshots";
              mountOptions = [ "compress=zstd:1" "autodefrag" "noatime" ];
            };
            # Vaultwarden rewrites pages in place: no copy-on-write; no checksums or compression here.
            subvolumes."@vaultwarden" = {
              mountpoint = "/var/lib/vaultwarden";
              mountOptions = [ "compress=zstd:1" "autodefrag" "noatime" ];
            };
            # Can be fetched or built again: kept out of snapshots of /.
            subvolumes."@nix" = {
              mountpoint = "/nix";
              mountOptions = [ "compress=zstd:1" "autodefrag" "noatime" ];
            };
            # Caches can be recreated: kept out of snapshots of /.
            subvolumes."@cache" = {
              mountpoint = "/var/cache";
              mountOptions = [ "compress=zstd:1" "autodefrag" "noatime" ];
            };
            # Logs survive a rollback of /.
            subvolumes."@log" = {
              mountpoint = "/var/log";
              mountOptions = [ "compress=zstd:1" "autodefrag" "noatime" ];
            };
          };
        };
      };
    };
  };

  # Set while the directories are still empty, before the services start: new files inherit it.
  systemd.tmpfiles.rules = [ "h /var/lib/vaultwarden - - - - +C" ];
  services.btrfs.autoScrub = {
    enable = true;
    fileSystems = [ "/" ];
  };
}
