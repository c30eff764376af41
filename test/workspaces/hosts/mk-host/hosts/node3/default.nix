{ lib, ... }:
{
  imports = [ ../common/layouts/single-disk.nix ];
  nixpkgs.hostPlatform = "x86_64-linux";
  # Out of the cluster until its memory is replaced.
  services.k3s.enable = lib.mkForce false;
  system.stateVersion = "24.05";
}
