{ config, lib, ... }:
let
  cfg = config.mySystem.services.containers;
in
{
  options.mySystem.services.containers = {
    enable = lib.mkEnableOption "containers";
    engine = lib.mkOption {
      type = lib.types.enum [
        "docker"
        "podman"
      ];
      default = "podman";
    };
  };

  config.virtualisation = lib.mkIf cfg.enable {
    ${cfg.engine} = {
      enable = true;
      autoPrune.enable = true;
    };
  };
}
