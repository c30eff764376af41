# Swap to hibernate to, at the end of the disk: what is before it leaves the room.
{
  disko.devices.disk.laptop = {
    type = "disk";
    device = "/dev/disk/by-id/nvme-EXAMPLE_1TB_0001";
    content = {
      type = "gpt";
      partitions = {
        ESP = {
          end = "1G";
          type = "EF00";
          content = {
            type = "filesystem";
            format = "vfat";
            mountpoint = "/boot";
            mountOptions = [ "umask=0077" ];
          };
        };
        root = {
          name = "root";
          end = "-32G";
          content = {
            type = "filesystem";
            format = "f2fs";
            mountpoint = "/";
            extraArgs = [
              "-O"
              "extra_attr,inode_checksum,sb_checksum,compression"
            ];
            mountOptions = [
              "compress_algorithm=zstd:6"
              "compress_chksum"
              "atgc"
              "gc_merge"
              "lazytime"
            ];
          };
        };
        plainSwap = {
          size = "100%";
          content = {
            type = "swap";
            discardPolicy = "both";
            resumeDevice = true;
          };
        };
      };
    };
  };
}
