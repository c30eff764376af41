# A pool whose datasets are encrypted, mirrored over two whole disks, beside a boot partition on a third.
{
  networking.hostId = "8425e349";
  disko.devices = {
    disk = {
      boot = {
        type = "disk";
        device = "/dev/disk/by-id/usb-EXAMPLE_STICK_0001";
        content = {
          type = "gpt";
          partitions.ESP = {
            size = "100%";
            type = "EF00";
            content = {
              type = "filesystem";
              format = "vfat";
              mountpoint = "/boot";
              mountOptions = [ "umask=0077" ];
            };
          };
        };
      };
      x = {
        type = "disk";
        device = "/dev/disk/by-id/ata-EXAMPLE_SSD_0001";
        content = {
          type = "zfs";
          pool = "zroot";
        };
      };
      y = {
        type = "disk";
        device = "/dev/disk/by-id/ata-EXAMPLE_SSD_0002";
        content = {
          type = "zfs";
          pool = "zroot";
        };
      };
    };
    zpool.zroot = {
      type = "zpool";
      mode = "mirror";
      rootFsOptions.mountpoint = "none";
      datasets = {
        encrypted = {
          type = "zfs_fs";
          options = {
            mountpoint = "none";
            encryption = "aes-256-gcm";
            keyformat = "passphrase";
            keylocation = "prompt";
          };
        };
        "encrypted/root" = {
          type = "zfs_fs";
          mountpoint = "/";
        };
        "encrypted/var" = {
          type = "zfs_fs";
          mountpoint = "/var";
          mountOptions = [
            "zfsutil"
            "nodev"
          ];
        };
      };
    };
  };
}
