{ lib, ... }:
let
  mirror = [
    "ata-ST8000VN004_ZR10AAAA"
    "ata-ST8000VN004_ZR10BBBB"
  ];
in
{
  disko.devices.disk = {
    system = {
      type = "disk";
      device = "/dev/disk/by-id/nvme-WD_BLACK_SN770_500GB";
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
                "var" = {
                  mountpoint = "/var";
                  mountOptions = [ "noatime" ];
                };
              };
            };
          };
        };
      };
    };
    tank = {
      type = "disk";
      device = "/dev/disk/by-id/${lib.head mirror}";
      content = {
        type = "btrfs";
        extraArgs = [
          "-draid1"
          "-mraid1"
        ]
        ++ map (id: "/dev/disk/by-id/${id}") (lib.tail mirror);
        mountpoint = "/tank";
        mountOptions = [ "compress=zstd" ];
      };
    };
  };
}
