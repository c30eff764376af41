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
          # btrfs takes compression and copy-on-write from the first mount only: every subvolume asks
          # for the same.
          subvolumes = {
            "root" = {
              mountpoint = "/";
              mountOptions = [ "compress=zstd:1" "noatime" ];
            };
            "pgdata" = {
              mountpoint = "/var/lib/postgresql";
              mountOptions = [ "compress=zstd:1" "noatime" ];
            };
          };
        };
      };
    };
  };
}
