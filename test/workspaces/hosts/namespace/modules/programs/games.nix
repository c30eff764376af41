{
  config,
  lib,
  pkgs,
  ...
}:
let
  cfg = config.mySystem.programs.games;
in
{
  options.mySystem.programs.games = {
    steam.enable = lib.mkEnableOption "Steam";
    lutris.enable = lib.mkEnableOption "Lutris";
    extra = lib.mkOption {
      type = lib.types.listOf lib.types.package;
      default = [ pkgs.prismlauncher ];
    };
  };

  config = lib.mkIf (cfg.steam.enable || cfg.lutris.enable) {
    programs.steam.enable = cfg.steam.enable;
    environment.systemPackages = lib.optional cfg.lutris.enable pkgs.lutris ++ cfg.extra;
  };
}
