# draco: a workstation that develops against PostgreSQL, builds containers and runs virtual machines.
{
  disko.devices.disk.main = {
    type = "disk";
    device = "/dev/disk/by-id/nvme-EXAMPLE_2TB";
    content = {
      type = "gpt";
      partitions = {
        ESP = {
          size = "1G";
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
            extraArgs = [ "-f" ];
            subvolumes = {
              "@" = {
                mountpoint = "/";
              };
              "@home" = {
                mountpoint = "/home";
                mountOptions = [ "compress=zstd" ];
              };
              "@nix" = {
                mountpoint = "/nix"; # the store grows fast here
                mountOptions = [ "compress=zstd" "noatime" ];
              };
              "@postgres" = {
                mountpoint = "/var/lib/postgresql";
                mountOptions = [ "nodatacow" ];
              };
            };
          };
        };
      };
    };
  };
}
