# Names that the kernel gives by turns: they work today, and are said as an info.
# allowed: DSK317
let
  data = number: {
    type = "gpt";
    partitions.data = {
      size = "100%";
      content = {
        type = "filesystem";
        format = "ext4";
        mountpoint = "/data/${toString number}";
      };
    };
  };
in
{
  disko.devices.disk = {
    first = {
      type = "disk";
      device = "/dev/sda";
      content = data 1;
    };
    second = {
      type = "disk";
      device = "/dev/sdb";
      content = data 2;
    };
  };
}
