{
  disko.devices.disk.stick = {
    type = "disk";
    device = "/dev/disk/by-id/usb-EXAMPLE_STICK_0001";
    content = {
      type = "gpt";
      partitions.ESP = {
        size = "1G";
        type = "EF00";
        content = {
          type = "filesystem";
          format = "vfat";
          mountpoint = "/boot";
          mountOptions = [ "umask=0077" ];
        };
      };
    };
  };
}
