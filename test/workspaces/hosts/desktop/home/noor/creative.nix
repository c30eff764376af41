{ pkgs, lib, ... }:
let
  wantsVideo = true;
in
{
  programs.obs-studio = {
    enable = wantsVideo;
    plugins = with pkgs.obs-studio-plugins; [ obs-backgroundremoval ];
  };
  home.packages =
    with pkgs;
    [
      krita
      inkscape
    ]
    ++ lib.optional wantsVideo kdePackages.kdenlive
    ++ lib.optionals (!wantsVideo) [ blender ];
}
