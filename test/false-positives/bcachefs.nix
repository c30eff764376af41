# bcachefs with a subvolume for each place.
{
  disko.devices = {
    disk.main = {
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
              mountOptions = [ "umask=0077" ];
            };
          };
          root = {
            size = "100%";
            content = {
              type = "bcachefs";
              filesystem = "system";
              label = "ssd.main";
            };
          };
        };
      };
    };
    bcachefs_filesystems.system = {
      type = "bcachefs_filesystem";
      extraFormatArgs = [ "--compression=lz4" ];
      subvolumes = {
        "subvolumes/root".mountpoint = "/";
        "subvolumes/home".mountpoint = "/home";
        "subvolumes/nix".mountpoint = "/nix";
      };
    };
  };
}
