# Was on alder until its disk was full.
{
  services.jellyfin.enable = true;
  services.sonarr.enable = true;
  services.transmission.enable = true;
  services.mysql.enable = true;
}
