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
                mountOptions = [ "compress=zstd" "noatime" ];
              };
              "@home" = {
                mountpoint = "/home";
                mountOptions = [ "compress=zstd" "noatime" ];
              };
              "@nix" = {
                mountpoint = "/nix"; # the store grows fast here
                mountOptions = [ "compress=zstd" "noatime" ];
              };
              "@postgres" = {
                mountpoint = "/var/lib/postgresql";
                mountOptions = [ "compress=zstd" "noatime" ];
              };
              # What Podman stores can be fetched or built again: kept out of snapshots of /.
              "@containers" = {
                mountpoint = "/var/lib/containers";
                mountOptions = [ "compress=zstd" "noatime" ];
              };
              # Disk images of libvirt: kept out of snapshots of /.
              "@libvirt-images" = {
                mountpoint = "/var/lib/libvirt/images";
                mountOptions = [ "compress=zstd" "noatime" ];
              };
              # Caches can be recreated: kept out of snapshots of /.
              "@cache" = {
                mountpoint = "/var/cache";
                mountOptions = [ "compress=zstd" "noatime" ];
              };
              # Logs survive a rollback of /.
              "@log" = {
                mountpoint = "/var/log";
                mountOptions = [ "compress=zstd" "noatime" ];
              };
            };
          };
        };
      };
    };
  };

  services.btrfs.autoScrub = {
    enable = true;
    fileSystems = [ "/" ];
  };
}
