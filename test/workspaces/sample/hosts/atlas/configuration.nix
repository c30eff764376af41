{ pkgs, ... }:
{
  imports = [
    ./disko.nix
    ../../modules/base.nix
    ../../modules/postgresql.nix
  ];

  networking.hostName = "atlas";
  boot.kernelPackages = pkgs.linuxPackages_latest;
  virtualisation.podman.enable = true;
}
