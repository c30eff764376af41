{ pkgs, ... }:

{
  services.borgbackup.repos.alder = {
    path = "/backup/alder";
    authorizedKeys = [ "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBq1fQ3nC8yX7s alder" ];
  };

  services.btrfs.autoScrub = {
    enable = true;
    fileSystems = [ "/" ];
  };

  services.postgresqlBackup = {
    enable = true;
    location = "/backup/postgresql";
    databases = [ "miniflux" ];
  };

  # Only a word about another tool.
  systemd.services.backup-report = {
    description = "Reports on the backups of restic and services.nextcloud.enable";
    serviceConfig.ExecStart = "${pkgs.coreutils}/bin/df /backup";
    startAt = "daily";
  };
}
