{
  config,
  lib,
  pkgs,
  ...
}:
let
  cfg = config.mySystem.programs.browser;
in
{
  options.mySystem.programs.browser = lib.mkOption {
    type = lib.types.nullOr (
      lib.types.enum [
        "firefox"
        "chromium"
      ]
    );
    default = null;
  };

  config = lib.mkMerge [
    (lib.mkIf (cfg == "firefox") { programs.firefox.enable = true; })
    (lib.mkIf (cfg == "chromium") { environment.systemPackages = [ pkgs.chromium ]; })
    (lib.mkIf (cfg != null) { xdg.mime.defaultApplications."text/html" = "${cfg}.desktop"; })
  ];
}
