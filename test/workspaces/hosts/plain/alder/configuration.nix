# Edit this configuration file to define what should be installed on your system.
{
  config,
  lib,
  pkgs,
  ...
}:

{
  imports = [
    ./hardware-configuration.nix
    ./disko.nix
    ./desktop.nix
    ./family.nix
    ./work.nix
    ../common
    ../common/printing.nix
    # ../common/media-server.nix
    <home-manager/nixos>
  ];

  boot.loader.systemd-boot.enable = true;
  boot.loader.efi.canTouchEfiVariables = true;
  boot.kernelPackages = pkgs.linuxPackages_6_12;

  networking.hostName = "alder"; # Define your hostname.
  networking.networkmanager.enable = true;

  # Nobody needs it any more, but the data are still on the disk.
  services.mysql = {
    enable = false;
    package = pkgs.mariadb;
    dataDir = "/data/mysql";
  };

  # Some programs need SUID wrappers, can be configured further or are
  # started in user sessions.
  # programs.mtr.enable = true;
  # services.postgresql.enable = true;

  # Open ports in the firewall.
  networking.firewall.allowedTCPPorts = lib.optional config.services.jellyfin.enable 8096;

  # This value determines the NixOS release from which the default
  # settings for stateful data were taken.
  system.stateVersion = "24.11"; # Did you read the comment?
}
