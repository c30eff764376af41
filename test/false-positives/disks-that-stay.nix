# A disk that disko must not format, and one that it does not make partitions on.
{
  disko.devices.disk = {
    main = {
      type = "disk";
      device = "/dev/disk/by-path/pci-0000:01:00.0-nvme-1";
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
    backup = {
      type = "disk";
      device = "/dev/disk/by-id/usb-EXAMPLE_BACKUP_0001";
      destroy = false;
      content = {
        type = "luks";
        name = "backup";
        initrdUnlock = false;
        settings.keyFile = "/etc/keys/backup";
        content = {
          type = "btrfs";
          mountpoint = "/backup";
          mountOptions = [
            "nofail"
            "noauto"
            "compress=zstd:9"
          ];
        };
      };
    };
  };
}
