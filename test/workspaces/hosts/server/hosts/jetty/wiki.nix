{
  services.mediawiki = {
    enable = true;
    name = "Pilot book";
    passwordFile = "/run/secrets/wiki";
    httpd.virtualHost.adminAddr = "ops@example.org";
  };
}
