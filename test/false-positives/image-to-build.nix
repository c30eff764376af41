# A layout that becomes an image: nothing is at this device.
{ pkgs, ... }:
{
  disko = {
    memSize = 2048;
    imageBuilder = {
      enableBinfmt = true;
      inherit pkgs;
    };
    devices.disk.main = {
      type = "disk";
      device = "/dev/vda";
      imageName = "appliance";
      imageSize = "10G";
      content = {
        type = "gpt";
        partitions = {
          ESP = {
            size = "512M";
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
              type = "filesystem";
              format = "ext4";
              mountpoint = "/";
            };
          };
        };
      };
    };
  };
  boot.growPartition = true;
}
