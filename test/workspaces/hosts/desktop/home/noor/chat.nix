{ pkgs, stable, ... }:
{
  home.packages =
    (with pkgs; [
      telegram-desktop
      vesktop
    ])
    ++ [ stable.element-desktop ];
}
