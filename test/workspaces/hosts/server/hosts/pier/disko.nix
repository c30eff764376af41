{
  disko.devices.disk.vda = {
    type = "disk";
    device = "/dev/vda";
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
        root = {
          size = "100%";
          content = {
            type = "btrfs";
            subvolumes = {
              "@".mountpoint = "/";
              "@srv" = {
                mountpoint = "/srv";
                mountOptions = [ "noatime" ];
              };
            };
          };
        };
      };
    };
  };
}
