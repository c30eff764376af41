# A workstation that develops against PostgreSQL, builds containers and runs VMs.
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
            # btrfs takes compression and copy-on-write from the first mount only: every subvolume asks
            # for the same.
            subvolumes = {
              "@" = {
                mountpoint = "/";
                mountOptions = [ "compress=zstd:6" "noatime" ];
              };
              "@home" = {
                mountpoint = "/home";
                mountOptions = [ "compress=zstd:6" "noatime" ];
              };
              "@nix" = {
                mountpoint = "/nix"; # the store grows fast here
                mountOptions = [ "compress=zstd:6" "noatime" ];
              };
              "@postgres" = {
                mountpoint = "/var/lib/postgresql";
                mountOptions = [ "compress=zstd:6" "noatime" ];
              };
            };
          };
        };
      };
    };
  };
}
