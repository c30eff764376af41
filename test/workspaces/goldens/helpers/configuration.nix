{ pkgs, ... }:
{
  imports = [ ./disko.nix ];

  networking.hostName = "shop";
  services.mysql.enable = true;
  services.mysql.package = pkgs.mariadb;
}
