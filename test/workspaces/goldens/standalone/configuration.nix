{ pkgs, ... }:
{
  disko.devices = (import ./disko.nix { inherit pkgs; }).disko.devices;

  networking.hostName = "cloud";
  services.postgresql.enable = true;
  virtualisation.libvirtd.enable = true;
}
