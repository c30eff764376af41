{
  imports = [ ./disko.nix ];
  networking.hostName = "atlas";
  boot.loader.systemd-boot.enable = true;
  boot.loader.efi.canTouchEfiVariables = true;
  system.stateVersion = "25.11";
}
