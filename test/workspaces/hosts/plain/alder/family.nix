# Who has an account, and what everybody finds on it.
{ pkgs, ... }:

let
  forEverybody = [
    pkgs.spotify
    pkgs.anki
  ];
in
{
  users.users.ines = {
    isNormalUser = true;
    description = "Ines";
    extraGroups = [
      "wheel"
      "networkmanager"
    ];
    packages = forEverybody ++ (with pkgs; [ darktable ]);
  };

  users.users.tomas = {
    isNormalUser = true;
    home = "/data/tomas";
    packages = forEverybody ++ [
      pkgs.prismlauncher
      pkgs.discordchatexporter-cli
    ];
  };

  programs.steam.enable = true;

  home-manager.users.ines = import ./home-ines.nix;
}
