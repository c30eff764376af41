# Everything that the machine in the cellar does, in one switch.
{ config, lib, ... }:
let
  cfg = config.mySystem.presets.homelab;
in
{
  options.mySystem.presets.homelab.enable = lib.mkEnableOption "what a homelab has";

  config = lib.mkIf cfg.enable {
    mySystem.roles = [ "server" ];
    mySystem.services = {
      postgresql.enable = true;
      redis.instances = {
        cache.port = 6380;
        old = {
          enable = false;
          port = 6381;
        };
      };
      media = {
        enable = true;
        downloads = true;
      };
      containers = lib.my.enabled;
    };
    services.vaultwarden = {
      enable = true;
      backupDir = "${config.mySystem.dataDir}/backup/vaultwarden";
    };
  };
}
