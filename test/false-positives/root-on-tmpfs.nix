# Root in memory; what is to stay lies on /persist, which the initrd mounts.
{ lib, ... }:
{
  system.stateVersion = "25.11";
  fileSystems."/persist".neededForBoot = true;

  disko.devices = {
    nodev."/" = {
      fsType = "tmpfs";
      mountOptions = [
        "size=2G"
        "mode=755"
      ];
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
          nix = {
            size = "100%";
            content = {
              type = "btrfs";
              subvolumes = lib.listToAttrs (
                map (path: {
                  name = "@" + lib.replaceStrings [ "/" ] [ "-" ] path;
                  value = {
                    mountpoint = path;
                    mountOptions = [
                      "compress=zstd"
                      "noatime"
                    ];
                  };
                }) [
                  "/nix"
                  "/persist"
                  "/var/log"
                ]
              );
            };
          };
        };
      };
    };
  };

  boot.loader.systemd-boot.enable = true;
  boot.loader.efi.canTouchEfiVariables = true;
}
