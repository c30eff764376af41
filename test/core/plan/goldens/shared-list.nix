{ lib, ... }:
let
  # asked for everywhere, see the wiki
  common = [ "compress=zstd:1" "noatime" ];
in
{
  disko.devices = {
    nodev."/" = {
      fsType = "tmpfs";
      mountOptions = [ "size=2G" ];
    };
    disk.main = {
      device = "/dev/disk/by-id/nvme-EXAMPLE";
      content = {
        type = "btrfs";
        # btrfs takes compression and copy-on-write from the first mount only: every subvolume asks
        # for the same, and exceptions are directory attributes (see systemd.tmpfiles below).
        subvolumes = {
          "system/nix" = { mountpoint = "/nix"; mountOptions = common; };
          "system/persist" = { mountpoint = "/persist"; mountOptions = common ++ [ "nodev" ]; };
          "system/var-lib" = { mountpoint = "/var/lib"; mountOptions = common; };
          # Disk images of libvirt are overwritten block by block: no copy-on-write.
          "system/var-lib-libvirt-images" = {
            mountpoint = "/var/lib/libvirt/images";
            mountOptions = common;
          };
          # PostgreSQL rewrites pages in place: no copy-on-write; no checksums or compression here.
          "system/var-lib-postgresql" = {
            mountpoint = "/var/lib/postgresql";
            mountOptions = common;
          };
        };
      };
    };
  };

  # Set while the directories are still empty, before the services start: new files inherit it.
  systemd.tmpfiles.rules = [
    "h /var/lib/libvirt/images - - - - +C"
    "h /var/lib/postgresql - - - - +C"
  ];
  services.btrfs.autoScrub = {
    enable = true;
    fileSystems = [ "/nix" ];
  };
}
