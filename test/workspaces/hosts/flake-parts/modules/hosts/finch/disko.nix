{
  flake.modules.nixos."hosts/finch".disko.devices = {
    disk.main = {
      device = "/dev/sda";
      type = "disk";
      content = {
        type = "gpt";
        partitions = {
          boot = {
            size = "1M";
            type = "EF02";
          };
          root = {
            size = "100%";
            content = {
              type = "btrfs";
              subvolumes = {
                "/rootfs".mountpoint = "/";
                "/nix" = {
                  mountpoint = "/nix";
                  mountOptions = [ "noatime" ];
                };
                "/srv".mountpoint = "/srv";
              };
            };
          };
        };
      };
    };
  };
}
