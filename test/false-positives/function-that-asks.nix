# Arguments that only the caller knows; one of them says so itself.
# arguments: { device = "/dev/vda"; swapSize = "8"; }
{
  device ? throw "Set this to the disk of your machine, e.g. /dev/sda",
  swapSize,
  ...
}:
{
  disko.devices.disk.main = {
    inherit device;
    type = "disk";
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
        swap = {
          size = "${swapSize}G";
          content.type = "swap";
        };
        root = {
          size = "100%";
          content = {
            type = "btrfs";
            subvolumes."/root".mountpoint = "/";
          };
        };
      };
    };
  };
}
