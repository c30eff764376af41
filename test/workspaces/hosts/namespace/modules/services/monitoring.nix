{ config, lib, ... }:
let
  cfg = config.mySystem.services.monitoring;
  isServer = builtins.elem "server" config.mySystem.roles;
in
{
  options.mySystem.services.monitoring.enable = lib.my.mkBoolOpt isServer "Whether to keep figures.";

  config = lib.mkIf cfg.enable {
    services.prometheus = {
      enable = true;
      exporters.node = lib.my.enabled;
    };
    services.grafana = lib.my.enabled // {
      dataDir = "${config.mySystem.dataDir}/grafana";
    };
    services.loki.enable = config.services.grafana.enable && cfg.enable;
  };
}
