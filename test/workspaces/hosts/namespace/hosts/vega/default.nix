{ config, ... }:
{
  imports = [
    ./disko.nix
    ./web.nix
  ];

  mySystem = {
    dataDir = "/state";
    presets.homelab.enable = true;
    services.media.music = config.mySystem.services.media.jellyfin;
  };

  nixpkgs.hostPlatform = "x86_64-linux";
  system.stateVersion = "25.05";
}
