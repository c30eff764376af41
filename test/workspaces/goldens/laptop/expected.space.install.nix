{
  disko.devices.disk.main = {
    type = "disk";
    device = "/dev/disk/by-id/nvme-EXAMPLE";
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
        luks = {
          size = "100%";
          content = {
            type = "luks";
            name = "crypted";
            # Lets the disk know which blocks are free.
            settings.allowDiscards = true;
            content = {
              type = "btrfs";
              extraArgs = [ "-L" "nixos" "-f" ];
              # btrfs takes compression and copy-on-write from the first mount only: every subvolume asks
              # for the same.
              subvolumes = {
                "@root" = { mountpoint = "/"; mountOptions = [ "subvol=@root" "compress=zstd:6" "noatime" ]; };
                "@home" = { mountpoint = "/home"; mountOptions = [ "subvol=@home" "compress=zstd:6" "noatime" ]; };
                "@nix" = { mountpoint = "/nix"; mountOptions = [ "subvol=@nix" "compress=zstd:6" "noatime" ]; };
                # As large as the memory: for hibernation.
                "@swap" = {
                  mountpoint = "/.swap";
                  mountOptions = [ "compress=zstd:6" "noatime" ];
                  swap.swapfile.size = "32G";
                };
                # What Podman stores can be fetched or built again: kept out of snapshots of /.
                "@containers" = {
                  mountpoint = "/var/lib/containers";
                  mountOptions = [ "compress=zstd:6" "noatime" ];
                };
                # Caches can be recreated: kept out of snapshots of /.
                "@cache" = {
                  mountpoint = "/var/cache";
                  mountOptions = [ "compress=zstd:6" "noatime" ];
                };
                # Logs survive a rollback of /.
                "@log" = {
                  mountpoint = "/var/log";
                  mountOptions = [ "compress=zstd:6" "noatime" ];
                };
              };
            };
          };
        };
      };
    };
  };
}
