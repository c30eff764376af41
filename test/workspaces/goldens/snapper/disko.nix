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
              mountOptions = [ "compress-force=zstd" "autodefrag" ];
            };
            subvolumes."@/home" = {
              mountpoint = "/home";
              mountOptions = [ "compress-force=zstd" "autodefrag" ];
            };
            # snapper looks for it here
            subvolumes."@/.snapshots" = {
              mountpoint = "/.snapshots";
              mountOptions = [ "compress-force=zstd" "autodefrag" ];
            };
          };
        };
      };
    };
  };
}
