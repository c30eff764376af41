# What both hosts make their layouts of. It is no layout by itself.
{ lib }:
rec {
  esp = {
    size = "1G";
    type = "EF00";
    content = {
      type = "filesystem";
      format = "vfat";
      mountpoint = "/boot";
      mountOptions = [ "umask=0077" ];
    };
  };
  subvolumes =
    options: lib.mapAttrs (_: mountpoint: { inherit mountpoint; mountOptions = options; });
  disk = id: root: {
    type = "disk";
    device = "/dev/disk/by-id/${id}";
    content = {
      type = "gpt";
      partitions = {
        ESP = esp;
        root = {
          size = "100%";
          content = root;
        };
      };
    };
  };
}
