{
  flake.modules.nixos.monitoring =
    { config, ... }:
    {
      services.prometheus = {
        enable = true;
        retentionTime = "90d";
        exporters.node.enable = true;
        scrapeConfigs = [
          {
            job_name = "node";
            static_configs = [
              { targets = [ "127.0.0.1:${toString config.services.prometheus.exporters.node.port}" ]; }
            ];
          }
        ];
      };
      services.grafana = {
        enable = true;
        settings.server.http_addr = "127.0.0.1";
      };
    };

  # On every machine: the exporter alone is no server.
  flake.modules.nixos.base.services.prometheus.exporters.systemd.enable = true;
}
