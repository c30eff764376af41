# One list of options for every mount, with a mount's own behind it.
let
  options = [
    "compress=zstd:3"
    "noatime"
  ];
  device = "/dev/disk/by-id/ata-EXAMPLE_SSD_0001";
in
{
  disko.devices.disk.main = {
    inherit device;
    type = "disk";
    content.type = "gpt";
    content.partitions = {
      ESP = {
        size = "512M";
        type = "EF00";
        content.type = "filesystem";
        content.format = "vfat";
        content.mountpoint = "/boot";
        content.mountOptions = [ "umask=0077" ];
      };
      root.size = "100%";
      root.content = {
        type = "btrfs";
        subvolumes = {
          "/root".mountpoint = "/";
          "/root".mountOptions = options;
          "/home".mountpoint = "/home";
          "/home".mountOptions = options ++ [ "nosuid" ];
          "/log".mountpoint = "/var/log";
          "/log".mountOptions = options ++ [
            "nosuid"
            "noexec"
            "nodev"
          ];
          "/snapshots" = { };
        };
      };
    };
  };
}
