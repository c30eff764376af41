{ config, ... }:
{
  services.restic.backups.offsite = {
    initialize = true;
    paths = [
      config.services.nextcloud.datadir
      config.services.immich.mediaLocation
    ];
    repository = "s3:https://s3.example.org/harbour";
    passwordFile = "/run/agenix/restic";
  };

  services.postgresqlBackup = {
    enable = config.services.nextcloud.config.dbtype == "pgsql";
    backupAll = true;
  };
}
