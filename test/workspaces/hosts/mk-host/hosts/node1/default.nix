{
  imports = [ ../common/layouts/single-disk.nix ];
  nixpkgs.hostPlatform = "x86_64-linux";
  system.stateVersion = "24.05";
}
