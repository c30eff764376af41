# Parts of a layout that are there only under a condition, merged as the module system does.
{ config, lib, ... }:
let
  cfg = config.machine.storage;
in
{
  options.machine.storage = {
    encrypted = lib.mkEnableOption "LUKS";
    scratch = lib.mkOption {
      type = lib.types.nullOr lib.types.path;
      default = null;
    };
  };

  config.disko.devices.disk = lib.mkMerge [
    {
      main = {
        type = "disk";
        device = lib.mkDefault "/dev/disk/by-id/nvme-EXAMPLE_1TB_0001";
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
            root.size = "100%";
          };
        };
      };
    }
    (lib.mkIf (!cfg.encrypted) {
      main.content.partitions.root.content = {
        type = "filesystem";
        format = "ext4";
        mountpoint = "/";
      };
    })
    (lib.mkIf cfg.encrypted {
      main.content.partitions.root.content = {
        type = "luks";
        name = "root";
        passwordFile = "/tmp/password";
        content = {
          type = "filesystem";
          format = "ext4";
          mountpoint = "/";
        };
      };
    })
    (lib.optionalAttrs (cfg.scratch != null) {
      scratch = {
        type = "disk";
        device = cfg.scratch;
        content = {
          type = "filesystem";
          format = "xfs";
          mountpoint = "/scratch";
          mountOptions = [
            "nofail"
            "noatime"
          ];
        };
      };
    })
  ];
}
