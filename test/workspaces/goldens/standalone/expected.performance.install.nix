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
          # for the same, and exceptions are directory attributes (see postCreateHook).
          subvolumes = {
            "root" = {
              mountpoint = "/";
              mountOptions = [ "compress=zstd:1" "noatime" ];
            };
            # PostgreSQL rewrites pages in place: no copy-on-write; no checksums or compression here.
            "pgdata" = {
              mountpoint = "/var/lib/postgresql";
              mountOptions = [ "compress=zstd:1" "noatime" ];
            };
            # Disk images of libvirt are overwritten block by block: no copy-on-write.
            "libvirt-images" = {
              mountpoint = "/var/lib/libvirt/images";
              mountOptions = [ "compress=zstd:1" "noatime" ];
            };
            # Can be fetched or built again: kept out of snapshots of /.
            "nix" = {
              mountpoint = "/nix";
              mountOptions = [ "compress=zstd:1" "noatime" ];
            };
            # Caches can be recreated: kept out of snapshots of /.
            "cache" = {
              mountpoint = "/var/cache";
              mountOptions = [ "compress=zstd:1" "noatime" ];
            };
            # Logs survive a rollback of /.
            "log" = {
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
              failed=0
              no_copy_on_write() { # SUBVOLUME DIRECTORY
                [ -d "$top/$1" ] || return 1
                mkdir -p "$top/$1/$2" || return 1
                [ -n "$(ls -A "$top/$1/$2")" ] || ${pkgs.e2fsprogs}/bin/chattr +C "$top/$1/$2"
              }
              no_copy_on_write 'pgdata' '.' || failed=1
              no_copy_on_write 'libvirt-images' '.' || failed=1
              [ "$failed" = 0 ]
            ) || echo 'warning: some directories keep copy-on-write' >&2
          '';
        };
      };
    };
  };
}
