{ lib, ... }:
{
  services.hydra = {
    enable = false;
    hydraURL = "https://hydra.example.org";
  };
  services.gitea-actions-runner.instances.default = {
    enable = true;
    name = "jetty";
    url = "https://git.example.org";
    tokenFile = "/run/secrets/runner";
    labels = [ "debian-latest:docker://node:22-bookworm" ];
  };
  virtualisation.docker = {
    enable = true;
    daemon.settings.data-root = "/srv/docker";
  };
  programs.ccache.enable = true;
}
