# Starts, ends, labels and identifiers that the owner chose.
{
  disko.devices.disk.main = {
    type = "disk";
    device = "/dev/disk/by-id/nvme-EXAMPLE_1TB_0001";
    content = {
      type = "gpt";
      partitions = {
        ESP = {
          priority = 1;
          label = "EFI";
          start = "1M";
          end = "513M";
          type = "EF00";
          uuid = "5cbe3b4c-2f4b-4d0c-8d43-5f0c3d8a9b10";
          content = {
            type = "filesystem";
            format = "vfat";
            extraArgs = [
              "-n"
              "EFI"
              "-F"
              "32"
            ];
            mountpoint = "/boot";
            mountOptions = [ "umask=0077" ];
          };
        };
        reserve = {
          priority = 2;
          label = "reserve";
          size = "16M";
          type = "0C01";
        };
        system = {
          priority = 3;
          label = "nixos";
          alignment = 2048;
          size = "100%";
          content = {
            type = "filesystem";
            format = "ext4";
            mountpoint = "/";
          };
        };
      };
    };
  };
}
