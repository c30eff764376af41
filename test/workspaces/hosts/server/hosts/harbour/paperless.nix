{ config, ... }:
{
  services.paperless = {
    enable = true;
    mediaDir = "/tank/paperless";
    consumptionDirIsPublic = true;
    settings = {
      PAPERLESS_OCR_LANGUAGE = "deu+eng";
      # PAPERLESS_DBHOST = "/run/postgresql";
    };
  };

  services.nginx.virtualHosts."paper.example.org".locations."/".proxyPass =
    "http://127.0.0.1:${toString config.services.paperless.port}";
}
