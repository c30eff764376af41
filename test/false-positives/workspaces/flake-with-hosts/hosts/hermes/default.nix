{ lib, ... }:
{
  imports = [ ./disks.nix ];
  networking.hostName = "hermes";
  boot.loader.systemd-boot.enable = true;
  boot.loader.efi.efiSysMountPoint = "/boot";
  # What disko wrote is not all: this host mounts a share too.
  fileSystems."/mnt/share" = {
    device = "atlas:/share";
    fsType = "nfs";
    options = [ "x-systemd.automount" "noauto" ];
  };
  fileSystems."/".options = lib.mkAfter [ "errors=remount-ro" ];
  system.stateVersion = "25.11";
}
