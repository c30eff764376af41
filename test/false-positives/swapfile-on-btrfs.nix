# disko makes the swap file, in a subvolume of its own that nobody takes snapshots of.
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
            mountOptions = [ "umask=0077" ];
          };
        };
        root = {
          size = "100%";
          content = {
            type = "btrfs";
            extraArgs = [ "-f" ];
            subvolumes = {
              "/rootfs" = {
                mountpoint = "/";
                mountOptions = [ "compress=zstd" ];
              };
              "/swap" = {
                mountpoint = "/.swapvol";
                swap = {
                  swapfile.size = "8G";
                  other = {
                    size = "512M";
                    path = "other-swapfile";
                    priority = 3;
                  };
                };
              };
            };
          };
        };
      };
    };
  };
}
