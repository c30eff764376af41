# A template that a tool fills in before Nix reads it.
# filled in: {{mainDisk}} is /dev/vda
# filled in: {{uuid}} is 0f3c
{
  disko.devices.disk.main = {
    name = "main-{{uuid}}";
    type = "disk";
    device = "{{mainDisk}}";
    content = {
      type = "gpt";
      partitions = {
        boot = {
          size = "1M";
          type = "EF02";
          priority = 1;
        };
        ESP = {
          type = "EF00";
          size = "500M";
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
}
