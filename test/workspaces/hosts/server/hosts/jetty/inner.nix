{ lib, ... }:
{
  containers.records = {
    autoStart = true;
    privateNetwork = true;
    hostAddress = "10.10.0.1";
    localAddress = "10.10.0.2";
    config =
      { config, pkgs, ... }:
      {
        services.mysql = {
          enable = true;
          package = pkgs.mariadb;
        };
        networking.firewall.allowedTCPPorts = [ 3306 ];
        system.stateVersion = "25.05";
      };
  };

  containers.later = lib.mkIf false {
    config.services.mongodb.enable = true;
  };
}
