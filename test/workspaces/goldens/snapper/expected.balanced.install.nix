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
            subvolumes."@" = {
              mountpoint = "/";
              mountOptions = [ "compress-force=zstd" "autodefrag" "noatime" ];
            };
            subvolumes."@/home" = {
              mountpoint = "/home";
              mountOptions = [ "compress-force=zstd" "autodefrag" "noatime" ];
            };
            # snapper looks for it here
            subvolumes."@/.snapshots" = {
              mountpoint = "/.snapshots";
              mountOptions = [ "compress-force=zstd" "autodefrag" "noatime" ];
            };
            # Data of Vaultwarden survives a rollback of /.
            subvolumes."@vaultwarden" = {
              mountpoint = "/var/lib/vaultwarden";
              mountOptions = [ "compress-force=zstd" "autodefrag" "noatime" ];
            };
            # Can be fetched or built again: kept out of snapshots of /.
            subvolumes."@nix" = {
              mountpoint = "/nix";
              mountOptions = [ "compress-force=zstd" "autodefrag" "noatime" ];
            };
            # Caches can be recreated: kept out of snapshots of /.
            subvolumes."@cache" = {
              mountpoint = "/var/cache";
              mountOptions = [ "compress-force=zstd" "autodefrag" "noatime" ];
            };
            # Logs survive a rollback of /.
            subvolumes."@log" = {
              mountpoint = "/var/log";
              mountOptions = [ "compress-force=zstd" "autodefrag" "noatime" ];
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
