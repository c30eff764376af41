{ lib, ... }:
{
  imports = [
    ./nix.nix
    ./ssh.nix
    ./journal.nix
  ];

  boot.loader.systemd-boot.enable = lib.mkDefault true;
  nixpkgs.hostPlatform = "x86_64-linux";
  system.stateVersion = "25.05";
}
