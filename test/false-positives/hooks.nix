# Hooks where disko has them, and a script in each.
{ pkgs, ... }:
{
  disko.devices.disk.main = {
    type = "disk";
    device = "/dev/disk/by-id/nvme-EXAMPLE_1TB_0001";
    preCreateHook = "echo formatting";
    postMountHook = "echo mounted";
    content = {
      type = "gpt";
      postCreateHook = "udevadm settle";
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
            subvolumes = {
              "@root".mountpoint = "/";
              "@vm".mountpoint = "/var/lib/libvirt/images";
            };
            postCreateHook = ''
              top=$(mktemp -d)
              mount "$device" "$top" -o subvolid=5
              ${pkgs.e2fsprogs}/bin/chattr +C "$top/@vm"
              umount "$top"
            '';
          };
        };
      };
    };
  };
}
