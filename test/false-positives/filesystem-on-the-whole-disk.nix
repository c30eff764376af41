# Data disks without a partition table.
{
  disko.devices.disk = {
    media = {
      type = "disk";
      device = "/dev/disk/by-id/ata-EXAMPLE_HDD_0001";
      content = {
        type = "btrfs";
        extraArgs = [ "-Lmedia" ];
        mountpoint = "/media/all";
        mountOptions = [
          "compress=zstd"
          "nofail"
        ];
      };
    };
    parity = {
      type = "disk";
      device = "/dev/disk/by-id/ata-EXAMPLE_HDD_0002";
      content = {
        type = "filesystem";
        format = "ext4";
        extraArgs = [
          "-m 0"
          "-T largefile4"
        ];
        mountpoint = "/media/parity";
        mountOptions = [ "nofail" ];
      };
    };
  };
}
