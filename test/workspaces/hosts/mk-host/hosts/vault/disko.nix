{
  disko.devices = {
    disk = {
      system = {
        type = "disk";
        device = "/dev/disk/by-id/nvme-KINGSTON_SNV2S500G_50026B7685000000";
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
                type = "filesystem";
                format = "ext4";
                mountpoint = "/";
              };
            };
          };
        };
      };
      tank = {
        type = "disk";
        device = "/dev/disk/by-id/ata-TOSHIBA_MG08ACA16TE_61A0A00000000";
        content = {
          type = "gpt";
          partitions.tank = {
            size = "100%";
            content = {
              type = "btrfs";
              subvolumes = {
                "databases" = {
                  mountpoint = "/tank/databases";
                  mountOptions = [ "noatime" ];
                };
                "share" = {
                  mountpoint = "/tank/share";
                  mountOptions = [
                    "noatime"
                    "compress=zstd"
                  ];
                };
                "restic".mountpoint = "/tank/restic";
              };
            };
          };
        };
      };
    };
  };
}
