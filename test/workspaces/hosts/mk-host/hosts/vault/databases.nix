{
  config,
  lib,
  pkgs,
  ...
}:
let
  databases = [
    "miniflux"
    "grafana"
  ];
in
{
  services = {
    postgresql = {
      enable = databases != [ ];
      package = pkgs.postgresql_16;
      dataDir = "/tank/databases/postgresql/${config.services.postgresql.package.psqlSchema}";
      ensureDatabases = databases;
      ensureUsers = map (name: {
        inherit name;
        ensureDBOwnership = true;
      }) databases;
    };
    mysql.package = pkgs.mariadb; # waits for its turn
    redis.servers = {
      sessions = {
        enable = true;
        port = 6379;
      };
      queue.enable = false;
    };
    influxdb2.enable = true;
    victoriametrics.enable = builtins.elem "metrics" databases;
  };
}
