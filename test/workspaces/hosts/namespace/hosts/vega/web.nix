{ config, lib, ... }:
{
  mySystem.web = {
    enable = true;
    virtualHosts."films.example.org".extraConfig = lib.mkIf config.services.jellyfin.enable ''
      reverse_proxy localhost:8096
    '';
  };

  services.nginx = lib.mkIf (!config.services.caddy.enable) {
    enable = true;
  };
}
