# A module that many hosts import, which say what differs through its options.
{ config, lib, ... }:
let
  inherit (lib) mkIf mkOption types;
  cfg = config.custom.disk;
  swap = lib.optionalAttrs (cfg.swapSize != null) {
    swap = {
      size = cfg.swapSize;
      content = {
        type = "swap";
        resumeDevice = true;
      };
    };
  };
in
{
  options.custom.disk = {
    enable = mkOption {
      type = types.bool;
      default = true;
    };
    device = mkOption {
      type = types.str;
      default = "/dev/sda";
    };
    swapSize = mkOption {
      type = types.nullOr types.str;
      default = null;
    };
    extraSubvolumes = mkOption {
      type = types.attrsOf types.str;
      default = { };
    };
  };

  config = mkIf cfg.enable {
    disko.devices.disk.main = {
      type = "disk";
      inherit (cfg) device;
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
              subvolumes =
                let
                  at = mountpoint: {
                    inherit mountpoint;
                    mountOptions = [ "compress=zstd" ];
                  };
                in
                lib.mapAttrs (_: at) ({ "/root" = "/"; } // cfg.extraSubvolumes);
            };
          };
        }
        // swap;
      };
    };
  };
}
