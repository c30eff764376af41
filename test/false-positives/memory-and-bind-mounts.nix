# What is no disk: /tmp in memory, and a folder that is seen in two places.
{
  disko.devices = {
    nodev = {
      "/tmp" = {
        fsType = "tmpfs";
        mountOptions = [
          "size=25%"
          "nosuid"
          "nodev"
        ];
      };
      "/export/music" = {
        fsType = "none";
        device = "/srv/music";
        mountOptions = [ "bind" ];
      };
    };
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
              type = "btrfs";
              subvolumes."/root" = {
                mountpoint = "/";
                mountOptions = [ "noatime" ];
              };
              subvolumes."/srv" = {
                mountpoint = "/srv";
                mountOptions = [
                  "noatime"
                  "nodev"
                ];
              };
            };
          };
        };
      };
    };
  };
}
