# Recursive sets, functions that give functions, and an assertion in between.
let
  sizes = rec {
    esp = 1024;
    swap = esp * 8;
    asText = mebibytes: "${builtins.toString mebibytes}M";
  };
  filesystem = format: mountpoint: rest: {
    type = "filesystem";
    inherit format mountpoint;
  } // rest;
  partition = size: content: { inherit size content; };
in
assert sizes.swap > sizes.esp;
{
  disko.devices.disk.main = {
    type = "disk";
    device = "/dev/disk/by-id/nvme-EXAMPLE_1TB_0001";
    content = {
      type = "gpt";
      partitions = {
        ESP =
          partition (sizes.asText sizes.esp) (filesystem "vfat" "/boot" { mountOptions = [ "umask=0077" ]; })
          // {
            type = "EF00";
          };
        swap = partition (sizes.asText sizes.swap) { type = "swap"; };
        root = partition "100%" (filesystem "ext4" "/" { });
      };
    };
  };
}
