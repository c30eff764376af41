{ lib, ... }:

{
  # Forgotten at every boot.
  disko.devices.nodev."/" = {
    fsType = "tmpfs";
    mountOptions = [
      "size=2G"
      "mode=755"
    ];
  };

  disko.devices.disk.main = {
    type = "disk";
    device = lib.mkDefault "/dev/disk/by-id/nvme-EXAMPLE";
    content.type = "gpt";
    content.partitions.boot = {
      size = "1G";
      type = "EF00";
      content = {
        type = "filesystem";
        format = "vfat";
        mountpoint = "/boot";
      };
    };
    content.partitions.root = {
      size = "100%";
      content = {
        type = "btrfs";
        subvolumes = {
          "/nix" = {
            mountpoint = "/nix";
            mountOptions = [
              "compress=zstd"
              "noatime"
            ];
          };
          # Everything that has to survive.
          "/persist" = {
            mountpoint = "/persist";
            mountOptions = [ "compress=zstd" ];
          };
        };
      };
    };
  };
}
