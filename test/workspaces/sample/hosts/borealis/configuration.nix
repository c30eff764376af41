{ lib, ... }:
{
  imports = [
    (import ./disko.nix { inherit lib; })
    ../../modules/base.nix
  ];

  networking.hostName = "borealis";
  services.nginx.enable = true;
}
