# The first disk's partition is given a btrfs of its own that is never mounted; the mirror takes it over by `-f`.
{
  services.btrfs.autoScrub.enable = true;
  disko.devices.disk = {
    a = {
      type = "disk";
      device = "/dev/disk/by-id/ata-EXAMPLE_SSD_0001";
      content = {
        type = "gpt";
        partitions.mirror = {
          size = "100%";
          content.type = "btrfs";
        };
      };
    };
    b = {
      type = "disk";
      device = "/dev/disk/by-id/ata-EXAMPLE_SSD_0002";
      content = {
        type = "gpt";
        partitions.mirror = {
          size = "100%";
          content = {
            type = "btrfs";
            extraArgs = [
              "-f"
              "-d"
              "raid1"
              "-m"
              "raid1"
              "/dev/disk/by-id/ata-EXAMPLE_SSD_0001-part1"
            ];
            subvolumes."/data".mountpoint = "/data";
          };
        };
      };
    };
  };
}
