# Disk layout: one disk, encrypted btrfs, with a swap file.
{
  disko.devices.disk.main = {
    type = "disk";
    device = "/dev/disk/by-id/nvme-EXAMPLE_1TB";
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
        luks = {
          size = "100%";
          content = {
            type = "luks";
            name = "crypted";
            settings.allowDiscards = true;
            content = {
              type = "btrfs";
              extraArgs = [ "-f" ];
              # btrfs takes compression and copy-on-write from the first mount only: every subvolume asks
              # for the same, and exceptions are directory attributes (see postCreateHook).
              subvolumes = {
                "@" = {
                  mountpoint = "/";
                  mountOptions = [ "compress=zstd:1" "noatime" ];
                };
                "@home" = {
                  mountpoint = "/home";
                  mountOptions = [ "compress=zstd:1" "noatime" ];
                };
                "@nix" = {
                  mountpoint = "/nix";
                  mountOptions = [ "compress=zstd:1" "noatime" ];
                };
                "@swap" = {
                  mountpoint = "/.swapvol";
                  mountOptions = [ "compress=zstd:1" "noatime" ];
                  swap.swapfile.size = "16G";
                };
                # PostgreSQL rewrites pages in place: no copy-on-write; no checksums or compression here.
                "@postgresql" = {
                  mountpoint = "/var/lib/postgresql";
                  mountOptions = [ "compress=zstd:1" "noatime" ];
                };
                # What Podman stores can be fetched or built again: kept out of snapshots of /.
                "@containers" = {
                  mountpoint = "/var/lib/containers";
                  mountOptions = [ "compress=zstd:1" "noatime" ];
                };
                # Caches can be recreated: kept out of snapshots of /.
                "@cache" = {
                  mountpoint = "/var/cache";
                  mountOptions = [ "compress=zstd:1" "noatime" ];
                };
                # Logs survive a rollback of /.
                "@log" = {
                  mountpoint = "/var/log";
                  mountOptions = [ "compress=zstd:1" "noatime" ];
                };
              };
              postCreateHook = ''
                # New files below these directories are written without copy-on-write. Every format runs this:
                # a directory that holds something stays as it is.
                (
                  top=$(mktemp -d)
                  mount -t btrfs -o subvolid=5 "$device" "$top" || { rmdir "$top"; exit 1; }
                  trap 'umount "$top" && rmdir "$top"' EXIT
                  command -v chattr > /dev/null || { echo 'chattr (e2fsprogs) is not installed' >&2; exit 1; }
                  failed=0
                  no_copy_on_write() { # SUBVOLUME DIRECTORY
                    [ -d "$top/$1" ] || return 1
                    mkdir -p "$top/$1/$2" || return 1
                    [ -n "$(ls -A "$top/$1/$2")" ] || chattr +C "$top/$1/$2"
                  }
                  no_copy_on_write '@postgresql' '.' || failed=1
                  [ "$failed" = 0 ]
                ) || echo 'warning: some directories keep copy-on-write' >&2
              '';
            };
          };
        };
      };
    };
  };
}
