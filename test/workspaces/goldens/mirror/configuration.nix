{ pkgs, ... }:
{
  imports = [ ./disko.nix ];

  networking.hostName = "mirror";
  services.btrfs.autoScrub.enable = true;
  services.mysql = {
    enable = true;
    package = pkgs.mariadb;
  };
  virtualisation.docker = {
    enable = true;
    storageDriver = "btrfs";
  };
}
