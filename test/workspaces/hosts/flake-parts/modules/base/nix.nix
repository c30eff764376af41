{
  flake.modules.nixos.base = {
    nix.settings = {
      experimental-features = [
        "nix-command"
        "flakes"
      ];
      auto-optimise-store = true;
    };
    nix.gc = {
      automatic = true;
      options = "--delete-older-than 14d";
    };
    nixpkgs.config.allowUnfree = true;
    system.stateVersion = "25.05";
  };
}
