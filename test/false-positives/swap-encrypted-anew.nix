# Swap with a new random key at each boot, of a priority above the file's.
{
  disko.devices.disk.main = {
    type = "disk";
    device = "/dev/disk/by-id/nvme-EXAMPLE_1TB_0001";
    content = {
      type = "gpt";
      partitions = {
        ESP = {
          size = "500M";
          type = "EF00";
          content = {
            type = "filesystem";
            format = "vfat";
            mountpoint = "/boot";
            mountOptions = [ "umask=0077" ];
          };
        };
        encryptedSwap = {
          size = "10M";
          content = {
            type = "swap";
            randomEncryption = true;
            priority = 100;
          };
        };
        root = {
          size = "100%";
          content = {
            type = "filesystem";
            format = "ext4";
            extraArgs = [
              "-L"
              "root"
            ];
            mountpoint = "/";
          };
        };
      };
    };
  };
}
