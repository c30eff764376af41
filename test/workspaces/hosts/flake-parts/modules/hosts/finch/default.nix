# The cupboard: a small server.
{ config, ... }:
let
  inherit (config.flake.modules) homeManager nixos;
in
{
  flake.modules.nixos."hosts/finch" =
    { lib, ... }:
    {
      imports = [
        nixos.base
        nixos.containers
        nixos.forge
        nixos.monitoring
        nixos.postgresql
        ./_hardware.nix
      ];

      services.postgresql.dataDir = "/srv/postgresql/17";
      services.tailscale.enable = lib.mkForce false;

      home-manager.users.mara.imports = [ homeManager.shell ];
    };
}
