# mkDefault, mkForce and mkOverride on what another module may say otherwise.
{ lib, ... }:
{
  imports = [
    {
      disko.devices.disk.main.device = lib.mkOverride 1200 "/dev/vda";
      disko.devices.disk.main.content.partitions.root.size = lib.mkDefault "50G";
    }
  ];

  disko.devices.disk.main = {
    type = "disk";
    device = lib.mkForce "/dev/disk/by-id/nvme-EXAMPLE_1TB_0001";
    content = {
      type = "gpt";
      partitions = {
        ESP = {
          size = lib.mkDefault "512M";
          type = "EF00";
          content = {
            type = "filesystem";
            format = "vfat";
            mountpoint = "/boot";
            mountOptions = lib.mkForce [ "umask=0077" ];
          };
        };
        root = {
          size = "100%";
          content = {
            type = "btrfs";
            mountpoint = lib.mkIf false "/btrfs";
            subvolumes = lib.mkMerge [
              { "@".mountpoint = "/"; }
              { "@".mountOptions = lib.mkBefore [ "noatime" ]; }
              { "@".mountOptions = [ "compress=zstd" ]; }
              {
                "@home" = {
                  mountpoint = "/home";
                  mountOptions = [ "compress=zstd" ];
                };
              }
            ];
          };
        };
      };
    };
  };
}
