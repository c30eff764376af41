{ pkgs, ... }:
{
  imports = [
    ../optional/pipewire.nix
    ../optional/docker.nix
    ../optional/quietboot.nix
  ];

  programs.hyprland.enable = true;
  hardware.bluetooth.enable = true;
  environment.systemPackages = builtins.attrValues {
    inherit (pkgs)
      firefox
      chromium
      keepassxc
      ;
    inherit (pkgs.jetbrains) idea-community;
  };
}
