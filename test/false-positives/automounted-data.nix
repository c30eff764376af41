# A data disk with several subvolumes that are mounted when somebody asks for them.
let
  onDemand = [
    "compress=zstd"
    "noatime"
    "noauto"
    "nofail"
    "x-systemd.automount"
    "x-systemd.idle-timeout=600"
  ];
in
{
  disko.devices.disk.data = {
    type = "disk";
    device = "/dev/disk/by-id/ata-EXAMPLE_HDD_0001";
    content = {
      type = "gpt";
      partitions.data = {
        size = "100%";
        content = {
          type = "btrfs";
          extraArgs = [
            "--label"
            "data"
            "--metadata"
            "dup"
          ];
          subvolumes = {
            photos = {
              mountpoint = "/data/photos";
              mountOptions = onDemand;
            };
            music = {
              mountpoint = "/data/music";
              mountOptions = onDemand ++ [ "ro" ];
            };
          };
        };
      };
    };
  };
}
