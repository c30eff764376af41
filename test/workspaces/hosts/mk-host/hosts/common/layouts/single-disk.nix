{
  lib,
  ...
}:
{
  disko.devices.disk.system = {
    type = "disk";
    device = lib.mkDefault "/dev/nvme0n1";
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
          };
        };
        root = {
          size = "100%";
          content = {
            type = "btrfs";
            subvolumes = lib.genAttrs [ "/" "/nix" "/var/lib" ] (path: {
              mountpoint = path;
              mountOptions = [
                "compress=zstd"
                "noatime"
              ];
            });
          };
        };
      };
    };
  };
}
