{ pkgs, ... }:
{
  programs.steam = {
    enable = true;
    gamescopeSession.enable = true;
  };
  environment.systemPackages = [
    pkgs.heroic
    pkgs.wineWowPackages.staging
  ];
}
