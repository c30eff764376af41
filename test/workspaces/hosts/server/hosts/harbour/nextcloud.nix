{ config, pkgs, ... }:
{
  age.secrets.nextcloud-admin = {
    file = ../../secrets/nextcloud-admin.age;
    owner = "nextcloud";
  };

  services.nextcloud = {
    enable = true;
    package = pkgs.nextcloud31;
    hostName = "cloud.example.org";
    https = true;
    datadir = "/tank/nextcloud";
    database.createLocally = true;
    configureRedis = true;
    config = {
      dbtype = "pgsql";
      adminpassFile = config.age.secrets.nextcloud-admin.path;
    };
  };

  services.nginx.virtualHosts."cloud.example.org" = {
    forceSSL = true;
    enableACME = true;
  };
}
