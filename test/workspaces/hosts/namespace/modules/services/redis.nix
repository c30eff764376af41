{ config, lib, ... }:
let
  cfg = config.mySystem.services.redis;
in
{
  options.mySystem.services.redis.instances = lib.mkOption {
    type = lib.types.attrsOf (
      lib.types.submodule {
        options = {
          enable = lib.my.mkBoolOpt true "Whether this one runs.";
          port = lib.mkOption { type = lib.types.port; };
        };
      }
    );
    default = { };
  };

  config.services.redis.servers = lib.mapAttrs (_: instance: { inherit (instance) enable port; }) cfg.instances;
}
