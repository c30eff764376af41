{ lib, pkgs, ... }:

{
  imports = [
    ./locale.nix
    ./nix.nix
    ./ssh.nix
  ];

  environment.systemPackages = with pkgs; [
    vim
    git
    htop
    tmux
  ];

  # Machines with a slow line say no.
  services.syncthing = {
    enable = lib.mkDefault true;
    user = "ines";
    dataDir = "/home/ines/Sync";
  };
}
