# A btrfs over two disks: disko makes disks by their names, so the second one can name the first one's partition.
let
  device = number: "/dev/disk/by-id/ata-EXAMPLE_SSD_000${toString number}";
  options = [
    "compress=zstd"
    "noatime"
  ];
in
{
  services.btrfs.autoScrub.enable = true;

  disko.devices.disk = {
    first = {
      type = "disk";
      device = device 1;
      content = {
        type = "gpt";
        partitions.data.size = "100%";
      };
    };
    second = {
      type = "disk";
      device = device 2;
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
              mountOptions = [ "umask=0077" ];
            };
          };
          data = {
            size = "100%";
            content = {
              type = "btrfs";
              extraArgs = [
                "-f"
                "-d"
                "raid1"
                "-m"
                "raid1"
                "/dev/disk/by-partlabel/disk-first-data"
              ];
              subvolumes = {
                "@" = {
                  mountpoint = "/";
                  mountOptions = options;
                };
                "@home" = {
                  mountpoint = "/home";
                  mountOptions = options;
                };
              };
            };
          };
        };
      };
    };
  };
}
