# A machine with another system beside: partitions that are kept by what they are.
{
  disko.devices.disk.main = {
    type = "disk";
    device = "/dev/disk/by-id/nvme-EXAMPLE_1TB_0001";
    content = {
      type = "gpt";
      efiGptPartitionFirst = false;
      partitions = {
        ESP = {
          label = "ESP";
          priority = 10;
          size = "1G";
          type = "EF00";
          content = {
            type = "filesystem";
            format = "vfat";
            mountpoint = "/boot";
            mountOptions = [ "umask=0077" ];
          };
        };
        windows = {
          label = "windows";
          priority = 20;
          size = "200G";
          type = "0700";
        };
        nixos = {
          label = "nixos";
          priority = 30;
          size = "100%";
          attributes = [ 59 ];
          content = {
            type = "btrfs";
            subvolumes."@nixos".mountpoint = "/";
          };
        };
      };
    };
  };
}
