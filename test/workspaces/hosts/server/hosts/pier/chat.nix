{ lib, ... }:
{
  services.matrix-synapse = {
    enable = true;
    settings = {
      server_name = "example.org";
      database.name = "sqlite3";
    };
  };
  services.postgresql = lib.mkIf false {
    enable = true;
    ensureDatabases = [ "matrix-synapse" ];
  };
}
