{ lib, ... }:
{
  imports = [
    ./nix.nix
    ./openssh.nix
    ./users.nix
  ];

  networking.useNetworkd = lib.mkDefault true;
  time.timeZone = "Europe/Helsinki";
  zramSwap.enable = lib.mkDefault true;
}
