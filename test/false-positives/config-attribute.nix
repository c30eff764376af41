# A module in its long form.
{ lib, pkgs, ... }:
{
  imports = [ ];
  options = { };
  config = {
    boot.supportedFilesystems = [ "btrfs" ];
    environment.systemPackages = with pkgs; [ btrfs-progs ];
    disko = {
      enableConfig = true;
      devices = {
        disk = with lib; {
          main = {
            type = "disk";
            device = concatStringsSep "/" [
              ""
              "dev"
              "disk"
              "by-id"
              "nvme-EXAMPLE_1TB_0001"
            ];
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
                    subvolumes = {
                      "/root".mountpoint = "/";
                    };
                  };
                };
              };
            };
          };
        };
      };
    };
  };
}
