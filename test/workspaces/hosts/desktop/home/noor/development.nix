{ pkgs, config, ... }:
{
  programs.vscode = {
    enable = true;
    package = pkgs.vscode.fhs;
    profiles.default.extensions = with pkgs.vscode-extensions; [ jnoortheen.nix-ide ];
  };
  programs.helix.enable = true;
  home.packages = [
    pkgs.jetbrains.idea-community
    pkgs.rustup
    pkgs.nodejs_22
  ];
  home.sessionVariables.CARGO_HOME = "${config.home.homeDirectory}/.local/share/cargo";
}
