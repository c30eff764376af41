# Its database is on harbour.
{
  services.immich = {
    enable = true;
    mediaLocation = "/srv/immich";
    database = {
      enable = false;
      host = "harbour.example.org";
    };
    redis = {
      enable = false;
      host = "harbour.example.org";
    };
  };
}
