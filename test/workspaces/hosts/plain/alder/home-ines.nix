{ pkgs, lib, ... }:

{
  home.stateVersion = "24.11";

  home.packages = with pkgs; [
    obsidian
    hunspell
    (writeShellScriptBin "open-chromium" ''
      exec flatpak run org.chromium.Chromium "$@"
    '')
  ];

  programs.thunderbird = {
    enable = true;
    profiles.ines.isDefault = true;
  };
  programs.git = {
    enable = true;
    userName = "Ines";
  };
  programs.vscode = lib.mkIf false {
    enable = true;
  };
}
