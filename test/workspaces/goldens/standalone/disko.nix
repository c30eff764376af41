# Read by disko's own command line, and by configuration.nix for its devices.
{ pkgs, ... }:
{
  disko.devices.disk.main = {
    type = "disk";
    device = "/dev/vda";
    content = {
      type = "gpt";
      partitions.root = {
        size = "100%";
        content = {
          type = "btrfs";
          subvolumes = {
            "root" = {
              mountpoint = "/";
              mountOptions = [ "compress=zstd" "noatime" ];
            };
            "pgdata" = {
              mountpoint = "/var/lib/postgresql";
              mountOptions = [ "nodatacow" "noatime" ];
            };
          };
        };
      };
    };
  };
}
