{ pkgs, lib, ... }:
{
  home.stateVersion = "24.05";
  programs.home-manager.enable = true;
  programs.git.enable = true;
  programs.direnv = {
    enable = lib.mkDefault true;
    nix-direnv.enable = true;
  };
  home.packages = [
    pkgs.eza
    pkgs.bat
  ];
}
