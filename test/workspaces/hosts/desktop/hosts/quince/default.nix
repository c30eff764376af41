{ pkgs, ... }:
{
  imports = [
    ./disko.nix
    ../shared/base.nix
    ../shared/sound.nix
    ../shared/sway.nix
  ];

  networking.hostName = "quince";

  users.users.lev = {
    isNormalUser = true;
    extraGroups = [
      "wheel"
      "docker"
    ];
    shell = pkgs.zsh;
  };
  programs.zsh.enable = true;

  virtualisation.docker.rootless = {
    enable = true;
    setSocketVariable = true;
  };

  nixpkgs.hostPlatform = "x86_64-linux";
  system.stateVersion = "25.05";
}
