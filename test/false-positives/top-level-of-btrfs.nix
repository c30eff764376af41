# The top level mounted for snapshots and backups, as a subvolume and as the content's own mountpoint.
let
  mountOptions = [ "noatime" ];
in
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
              mountOptions = [ "umask=0077" ];
            };
          };
          root = {
            size = "100%";
            content = {
              type = "btrfs";
              mountpoint = "/btrfs";
              inherit mountOptions;
              subvolumes = {
                "/root" = {
                  mountpoint = "/";
                  inherit mountOptions;
                };
                "/.snapshots" = {
                  mountpoint = "/.snapshots";
                  inherit mountOptions;
                };
              };
            };
          };
        };
      };
    };
    extra = {
      type = "disk";
      device = "/dev/disk/by-id/nvme-EXAMPLE_1TB_0002";
      content = {
        type = "btrfs";
        subvolumes = {
          "/" = {
            mountpoint = "/extra";
            inherit mountOptions;
          };
          "/snapshots" = { };
        };
      };
    };
  };
}
