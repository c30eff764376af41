# Two disks that each can boot: GRUB is installed on both.
{ lib, ... }:
let
  disk = number: {
    name = "disk${toString number}";
    value = {
      type = "disk";
      device = "/dev/disk/by-id/ata-EXAMPLE_SSD_000${toString number}";
      content = {
        type = "gpt";
        partitions = {
          ESP = {
            size = "512M";
            type = "EF00";
            content = {
              type = "filesystem";
              format = "vfat";
              mountpoint = "/boot-${toString number}";
              mountOptions = [
                "nofail"
                "umask=0077"
              ];
            };
          };
          raid = {
            size = "100%";
            content = {
              type = "mdraid";
              name = "system";
            };
          };
        };
      };
    };
  };
in
{
  boot.loader.grub = {
    enable = true;
    efiSupport = true;
    efiInstallAsRemovable = true;
    device = "nodev";
    mirroredBoots = map (number: {
      devices = [ "nodev" ];
      path = "/boot-${toString number}";
    }) (lib.range 1 2);
  };
  boot.swraid.enable = true;

  disko.devices = {
    disk = lib.listToAttrs (map disk (lib.range 1 2));
    mdadm.system = {
      type = "mdadm";
      level = 1;
      content = {
        type = "btrfs";
        subvolumes."/root".mountpoint = "/";
        subvolumes."/home".mountpoint = "/home";
      };
    };
  };
}
