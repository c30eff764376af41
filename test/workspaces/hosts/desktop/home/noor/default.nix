{ osConfig, ... }:
{
  imports = [
    ./browsers.nix
    ./chat.nix
    ./creative.nix
    ./development.nix
  ];

  programs.mangohud.enable = osConfig.programs.steam.enable;
  programs.lutris.enable = osConfig.programs.steam.enable && osConfig.networking.hostName == "durian";
}
