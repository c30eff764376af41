{ lib, ... }:
{
  disko.devices.disk = lib.genAttrs [ "0001" "0002" ] (serial: {
    type = "disk";
    device = "/dev/disk/by-id/ata-EXAMPLE_SSD_${serial}";
    content = {
      type = "zfs";
      pool = "rpool";
    };
  });
}
