{ lib, ... }:
{
  imports = [ ./disko.nix ];

  mySystem = {
    mainUser = "jo";
    roles = [ "workstation" ];
    presets.travel.enable = true;
    programs = {
      browser = "chromium";
      editors = [ "zed" ];
    };
    services.media = {
      # Nothing of it without the switch above all.
      jellyfin = true;
      music = true;
    };
    services.monitoring.enable = lib.mkForce false;
  };

  nixpkgs.hostPlatform = "x86_64-linux";
  system.stateVersion = "25.05";
}
