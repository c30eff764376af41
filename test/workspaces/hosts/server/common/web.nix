# The public face; a host that wants it imports it.
{ config, ... }:
{
  services.nginx = {
    enable = true;
    recommendedTlsSettings = true;
    recommendedOptimisation = true;
  };
  security.acme = {
    acceptTerms = true;
    defaults.email = "ops@example.org";
  };
  networking.firewall.allowedTCPPorts = [
    80
    443
  ];
}
