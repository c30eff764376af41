{ config, lib, ... }:

{
  services.postgresql = {
    enable = true;
    dataDir = "/backup/live/postgresql";
  };

  services.miniflux = {
    enable = true;
    adminCredentialsFile = "/run/secrets/miniflux";
    config.LISTEN_ADDR = "127.0.0.1:8080";
  };

  # Its name before 21.11.
  services.bitwarden_rs = {
    enable = true;
    config.ROCKET_PORT = 8222;
  };

  services.nginx = {
    enable = true;
    recommendedProxySettings = true;
    virtualHosts."feeds.example.org" = {
      enableACME = true;
      forceSSL = true;
      locations."/".proxyPass = "http://127.0.0.1:8080";
    };
    virtualHosts."pass.example.org" = lib.mkIf config.services.vaultwarden.enable {
      enableACME = true;
      forceSSL = true;
      locations."/".proxyPass = "http://127.0.0.1:8222";
    };
  };
  security.acme = {
    acceptTerms = true;
    defaults.email = "ops@example.org";
  };
}
