# `inherit` instead of repetition, in a `rec` set and from a set of presets.
let
  presets = {
    ssd = rec {
      mountOptions = [
        "compress-force=zstd:1"
        "noatime"
        "x-gvfs-hide"
      ];
      store = {
        inherit mountOptions;
        mountpoint = "/nix";
      };
    };
  };
  inherit (presets.ssd) mountOptions;
in
{
  disko.devices.disk.main = {
    type = "disk";
    device = "/dev/disk/by-id/nvme-EXAMPLE_1TB_0001";
    content = {
      type = "gpt";
      partitions = {
        boot = {
          type = "EF00";
          size = "1024M";
          content = {
            type = "filesystem";
            format = "vfat";
            mountpoint = "/efi";
            mountOptions = [ "umask=0077" ];
          };
        };
        system = {
          size = "100%";
          content = {
            type = "btrfs";
            extraArgs = [ "--force" ];
            subvolumes = {
              root = {
                inherit mountOptions;
                mountpoint = "/";
              };
              nix = presets.ssd.store;
              home = {
                mountpoint = "/home";
                inherit (presets.ssd) mountOptions;
              };
            };
          };
        };
      };
    };
  };
}
