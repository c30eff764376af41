# atlas: a workstation with PostgreSQL and many source trees.
{
  disko.devices.disk.main = {
    type = "disk";
    device = "/dev/disk/by-id/nvme-EXAMPLE_2TB";
    content = {
      type = "gpt";
      partitions = {
        ESP = {
          size = "1GB";
          type = "EF00";
          content = {
            type = "filesystem";
            format = "vfat";
            mountPoint = "/boot";
          };
        };
        root = {
          size = "100%";
          content = {
            type = "btrfs";
            subvolumes = {
              "@" = { mountpoint = "/"; mountOptions = [ "noatime" ]; };
              "@home" = { mountpoint = "/home"; mountOptions = [ "compress=zstd" "noatime" ]; };
              "@nix" = { mountpoint = "/nix"; mountOptions = [ "compress=zstd:19" "noatime" ]; };
              "@log" = { mountpoint = "/var/log"; mountOptions = [ "compres=zstd" "noatime" ]; };
              # PostgreSQL overwrites its pages in place.
              "@postgres" = { mountpoint = "/var/lib/postgresql"; mountOptions = [ "nodatacow" ]; };
            };
          };
        };
      };
    };
  };
}
