{
  config,
  lib,
  pkgs,
  ...
}:
let
  inherit (lib)
    mkEnableOption
    mkIf
    mkOption
    types
    ;
  cfg = config.mySystem.services.postgresql;
in
{
  options.mySystem.services.postgresql = {
    enable = mkEnableOption "PostgreSQL";
    package = mkOption {
      type = types.package;
      default = pkgs.postgresql_16;
    };
    dataDir = mkOption {
      type = types.path;
      default = "${config.mySystem.dataDir}/postgresql";
    };
    backup = mkOption {
      type = types.bool;
      default = cfg.enable;
      description = "Whether to dump it every night.";
    };
  };

  config = mkIf cfg.enable {
    services.postgresql = {
      inherit (cfg) enable package dataDir;
    };
    services.postgresqlBackup = mkIf cfg.backup {
      enable = true;
      location = "${config.mySystem.dataDir}/backup/postgresql";
    };
  };
}
