# A LUKS that opens itself with a key on a stick, and falls back to a passphrase.
{
  disko.devices.disk.main = {
    type = "disk";
    device = "/dev/disk/by-id/nvme-EXAMPLE_1TB_0001";
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
        luks = {
          size = "100%";
          content = {
            type = "luks";
            name = "root";
            extraFormatArgs = [
              "--type luks2"
              "--pbkdf argon2id"
            ];
            extraOpenArgs = [ "--allow-discards" ];
            settings = {
              keyFile = "/dev/disk/by-id/usb-EXAMPLE_KEY_0001";
              keyFileSize = 4096;
              keyFileTimeout = 10;
              fallbackToPassword = true;
              allowDiscards = true;
            };
            additionalKeyFiles = [ "/tmp/additional.key" ];
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
}
