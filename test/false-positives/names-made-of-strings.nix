# Names and values put together from strings, and attributes with dynamic names.
{ lib, ... }:
let
  host = "atlas";
  vendor = "EXAMPLE";
  root = "@${host}";
  flags = lib.concatStringsSep "," [
    "fmask=0137"
    "dmask=0027"
  ];
in
{
  networking.hostName = host;
  disko.devices.disk."${host}-system" = {
    type = "disk";
    device = "/dev/disk/by-id/nvme-${vendor}_${lib.toUpper "1tb"}_${lib.fixedWidthString 4 "0" "1"}";
    content = {
      type = "gpt";
      partitions."ESP-${host}" = {
        size = "${toString (256 * 2)}M";
        type = "EF00";
        content = {
          type = "filesystem";
          format = "vfat";
          mountpoint = "/boot";
          mountOptions = lib.splitString "," flags;
        };
      };
      partitions.${host} = {
        size = "100%";
        content = {
          type = "btrfs";
          subvolumes = {
            ${root}.mountpoint = "/";
            "${root}/home".mountpoint = "/home";
          };
        };
      };
    };
  };
}
