# `backups.enable = true;` and this host's state goes to the vault every night.
{
  config,
  lib,
  ...
}:
let
  cfg = config.backups;
in
{
  options.backups = {
    enable = lib.mkEnableOption "nightly backups to the vault";
    paths = lib.mkOption {
      type = lib.types.listOf lib.types.path;
      default = [ "/var/lib" ];
    };
    engine = lib.mkOption {
      type = lib.types.enum [
        "restic"
        "borg"
      ];
      default = "restic";
    };
  };

  config = lib.mkIf cfg.enable (
    lib.mkMerge [
      (lib.mkIf (cfg.engine == "restic") {
        services.restic.backups.nightly = {
          inherit (cfg) paths;
          repository = "sftp:vault:/tank/restic/${config.networking.hostName}";
          passwordFile = config.sops.secrets.backup.path;
          timerConfig.OnCalendar = "02:30";
        };
      })
      (lib.mkIf (cfg.engine == "borg") {
        services.borgbackup.jobs.nightly = {
          inherit (cfg) paths;
          repo = "vault:/tank/borg/${config.networking.hostName}";
          encryption.mode = "none";
        };
      })
    ]
  );
}
