# The same in builtins alone, for a file that disko's command line reads: no `lib`.
let
  pairs = [
    {
      name = "@";
      at = "/";
    }
    {
      name = "@home";
      at = "/home";
    }
    {
      name = "@var";
      at = "/var";
    }
  ];
  toSubvolume =
    { name, at }:
    {
      inherit name;
      value = {
        mountpoint = at;
        mountOptions = [
          "noatime"
          "compress=lzo"
        ];
      };
    };
in
{
  disko.devices.disk = builtins.mapAttrs (_: device: {
    inherit device;
    type = "disk";
    content = {
      type = "gpt";
      partitions.ESP = {
        size = "512M";
        type = "EF00";
        content = {
          type = "filesystem";
          format = "vfat";
          mountpoint = "/boot";
          mountOptions = [ "umask=0077" ];
        };
      };
      partitions.root = {
        size = "100%";
        content = {
          type = "btrfs";
          subvolumes = builtins.listToAttrs (map toSubvolume pairs);
        };
      };
    };
  }) { one = "/dev/disk/by-id/nvme-EXAMPLE_1TB_0001"; };
}
