# Root is set back to an empty snapshot at each boot; the snapshot is made where the filesystem is.
{
  disko.devices.disk.main = {
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
            extraArgs = [ "-f" ];
            postCreateHook = ''
              top=$(mktemp -d)
              mount "$device" "$top" -o subvol=/
              [ -e "$top/root-blank" ] || btrfs subvolume snapshot -r "$top/root" "$top/root-blank"
              umount "$top"
            '';
            subvolumes = {
              "/root".mountpoint = "/";
              "/nix".mountpoint = "/nix";
              "/persist".mountpoint = "/persist";
            };
          };
        };
      };
    };
  };
}
