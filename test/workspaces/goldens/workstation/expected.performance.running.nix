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
            # for the same, and exceptions are directory attributes (see systemd.tmpfiles below).
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
                mountpoint = "/nix"; # the store grows fast here
                mountOptions = [ "compress=zstd:1" "noatime" ];
              };
              # PostgreSQL rewrites pages in place: no copy-on-write; no checksums or compression here.
              "@postgres" = {
                mountpoint = "/var/lib/postgresql";
                mountOptions = [ "compress=zstd:1" "noatime" ];
              };
            };
          };
        };
      };
    };
  };

  # New files in these directories are written in place; older ones keep copy-on-write.
  systemd.tmpfiles.rules = [
    "h /var/lib/postgresql - - - - +C"
    "h /var/lib/libvirt/images - - - - +C"
  ];
  services.btrfs.autoScrub = {
    enable = true;
    fileSystems = [ "/" ];
  };
}
