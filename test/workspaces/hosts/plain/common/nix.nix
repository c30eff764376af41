{
  nix.settings.experimental-features = [ "nix-command" ];
  nix.gc.automatic = true;
  nix.gc.dates = "weekly";
  nixpkgs.config.allowUnfree = true;
}
