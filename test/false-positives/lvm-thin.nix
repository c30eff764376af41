# A thin pool, and a volume in it.
{
  disko.devices = {
    disk.vda = {
      type = "disk";
      device = "/dev/disk/by-path/virtio-pci-0000:00:05.0";
      content = {
        type = "gpt";
        partitions.ESP = {
          type = "EF00";
          size = "100M";
          content = {
            type = "filesystem";
            format = "vfat";
            mountpoint = "/boot";
            mountOptions = [ "umask=0077" ];
          };
        };
        partitions.lvm = {
          size = "100%";
          content = {
            type = "lvm_pv";
            vg = "vg0";
          };
        };
      };
    };
    lvm_vg.vg0 = {
      type = "lvm_vg";
      lvs.thinpool = {
        size = "200G";
        lvm_type = "thin-pool";
      };
      lvs.root = {
        size = "50G";
        lvm_type = "thinlv";
        pool = "thinpool";
        content = {
          type = "filesystem";
          format = "ext4";
          mountpoint = "/";
        };
      };
    };
  };
}
