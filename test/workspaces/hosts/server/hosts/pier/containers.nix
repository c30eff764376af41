{ config, pkgs, ... }:
let
  state = "/srv/containers";
  network = "apps";
in
{
  virtualisation.oci-containers = {
    backend = "podman";
    containers = {
      # Outside of nixpkgs' own module, because its plugins want it so.
      home-assistant = {
        image = "ghcr.io/home-assistant/home-assistant:2025.6";
        volumes = [ "${state}/home-assistant:/config" ];
        extraOptions = [ "--network=host" ];
      };
      whoami = {
        image = "docker.io/traefik/whoami:v1.10";
        autoStart = false;
      };
      database = {
        image = "docker.io/library/mariadb:11.4";
        environment.MARIADB_DATABASE = "apps";
        volumes = [ "${state}/mariadb:/var/lib/mysql" ];
        networks = [ network ];
      };
    };
  };

  systemd.services."podman-network-${network}" = {
    wantedBy = [ "podman-database.service" ];
    script = "${pkgs.podman}/bin/podman network create ${network} || true";
    serviceConfig.Type = "oneshot";
  };
}
