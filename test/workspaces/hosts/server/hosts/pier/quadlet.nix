{ config, ... }:
let
  inherit (config.virtualisation.quadlet) networks volumes;
in
{
  virtualisation.quadlet = {
    enable = true;
    containers.audio = {
      containerConfig = {
        image = "ghcr.io/advplyr/audiobookshelf:2.20";
        volumes = [ "/srv/audio:/audiobooks" ];
        networks = [ networks.media.ref ];
      };
      serviceConfig.Restart = "always";
    };
    networks.media = { };
  };
}
