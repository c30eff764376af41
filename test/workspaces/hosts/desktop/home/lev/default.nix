{ pkgs, lib, ... }:
{
  imports = [
    ./mail.nix
    ./terminal.nix
  ];

  programs.librewolf.enable = true;
  programs.vscode.enable = lib.mkForce false;
  services.syncthing.enable = true;

  home.packages = lib.attrValues {
    inherit (pkgs) signal-desktop zotero;
    inherit (pkgs.jetbrains) pycharm-community;
    chat = pkgs.slack.override { };
  };
}
