{ pkgs, ... }:
{
  programs = {
    helix = {
      enable = true;
      extraPackages = with pkgs; [
        rust-analyzer
        gopls
      ];
    };
    vscode = {
      enable = true;
      package = pkgs.vscodium;
      mutableExtensionsDir = false;
    };
    # One editor less.
    emacs.enable = false;
  };
}
