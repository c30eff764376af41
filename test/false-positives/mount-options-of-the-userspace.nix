# Options that mount(8) and systemd read, and that never reach the kernel.
{
  disko.devices.disk = {
    main = {
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
              mountOptions = [
                "umask=0077"
                "x-systemd.automount"
                "x-systemd.idle-timeout=1min"
              ];
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
    archive = {
      type = "disk";
      device = "/dev/disk/by-id/ata-EXAMPLE_HDD_0001";
      content = {
        type = "gpt";
        partitions.archive = {
          size = "100%";
          content = {
            type = "btrfs";
            mountpoint = "/mnt/archive";
            mountOptions = [
              "noauto"
              "nofail"
              "user"
              "x-gvfs-show"
              "x-systemd.device-timeout=5s"
              "X-mount.mkdir=0755"
              "comment=cold"
              "compress=zstd:15"
            ];
          };
        };
      };
    };
  };
}
