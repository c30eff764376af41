# `/boot/` and `/boot` are the same place.
{
  imports = [ ./disko.nix ];
  boot.loader.systemd-boot.enable = true;
  boot.loader.efi = {
    canTouchEfiVariables = true;
    efiSysMountPoint = "/boot/";
  };
  system.stateVersion = "25.11";
}
