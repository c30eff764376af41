# A function that disko's command line calls, with defaults for who calls it with nothing.
{
  disks ? [
    "/dev/disk/by-id/ata-EXAMPLE_SSD_0001"
    "/dev/disk/by-id/ata-EXAMPLE_SSD_0002"
  ],
  espSize ? "512M",
  ...
}:
let
  inherit (builtins) elemAt length genList listToAttrs;
  dataDisk = index: {
    name = "data${toString index}";
    value = {
      type = "disk";
      device = elemAt disks index;
      content = {
        type = "gpt";
        partitions.data = {
          size = "100%";
          content = {
            type = "filesystem";
            format = "xfs";
            mountpoint = "/data/${toString index}";
          };
        };
      };
    };
  };
in
{
  disko.devices.disk = {
    system = {
      type = "disk";
      device = builtins.head disks;
      content = {
        type = "gpt";
        partitions = {
          ESP = {
            size = espSize;
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
  }
  // listToAttrs (map dataDisk (genList (index: index + 1) (length disks - 1)));
}
