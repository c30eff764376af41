{
  flake.modules.homeManager.desktop =
    { pkgs, ... }:
    {
      home.packages = with pkgs; [
        signal-desktop
        element-desktop
        # discord: moved to the browser
      ];
    };
}
