{ config, lib, ... }:
{
  options.mySystem.presets.travel.enable = lib.mkEnableOption "what a machine on the road needs";

  config = lib.mkIf config.mySystem.presets.travel.enable {
    services.tailscale.enable = true;
    services.syncthing = {
      enable = true;
      user = config.mySystem.mainUser;
      dataDir = "/home/${config.mySystem.mainUser}/sync";
    };
    hardware.bluetooth.enable = false;
    mySystem.services.containers.enable = false;
  };
}
