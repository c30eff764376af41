{
  flake.modules.nixos.containers =
    { pkgs, ... }:
    {
      virtualisation.podman = {
        enable = true;
        # The command `docker`, not its daemon.
        dockerCompat = true;
        autoPrune.enable = true;
      };
      environment.systemPackages = [ pkgs.docker-compose ];
    };
}
