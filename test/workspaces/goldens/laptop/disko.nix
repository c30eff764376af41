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
              subvolumes = {
                "@root" = { mountpoint = "/"; mountOptions = [ "subvol=@root" "compress=zstd" "noatime" ]; };
                "@home" = { mountpoint = "/home"; mountOptions = [ "subvol=@home" "compress=zstd" ]; };
                "@nix" = { mountpoint = "/nix"; mountOptions = [ "subvol=@nix" "compress=zstd:9" "noatime" ]; };
                # As large as the memory: for hibernation.
                "@swap" = { mountpoint = "/.swap"; swap.swapfile.size = "32G"; };
              };
            };
          };
        };
      };
    };
  };
}
