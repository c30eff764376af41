{
  disko.devices.disk.nvme = {
    type = "disk";
    device = "/dev/nvme0n1";
    content = {
      type = "gpt";
      partitions = {
        ESP = {
          size = "1G";
          type = "EF00";
          content = {
            type = "filesystem";
            format = "vfat";
            mountpoint = "/boot";
          };
        };
        root = {
          size = "100%";
          content = {
            type = "btrfs";
            subvolumes = {
              "root".mountpoint = "/";
              "srv".mountpoint = "/srv";
              "microvms" = {
                mountpoint = "/var/lib/microvms";
                mountOptions = [ "noatime" ];
              };
            };
          };
        };
      };
    };
  };
}
