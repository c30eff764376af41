{ pkgs, ... }:
{
  programs.sway = {
    enable = true;
    extraPackages = with pkgs; [
      swaylock
      foot
    ];
  };
  xdg.portal.enable = true;
}
