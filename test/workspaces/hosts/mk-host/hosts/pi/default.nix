{ config, lib, ... }:
{
  nixpkgs.hostPlatform = "aarch64-linux";
  boot.loader.generic-extlinux-compatible.enable = true;
  boot.loader.grub.enable = false;
  fileSystems."/" = {
    device = "/dev/disk/by-label/NIXOS_SD";
    fsType = "ext4";
  };

  services.home-assistant = {
    enable = true;
    configDir = "/srv/home-assistant";
    extraComponents = [
      "mqtt"
      "postgresql"
    ];
    config.recorder.db_url = "postgresql://@/hass";
  };
  services.mosquitto = {
    enable = true;
    listeners = [ { acl = [ "pattern readwrite #" ]; } ];
  };
  services.adguardhome.enable = true;
  services.zigbee2mqtt.enable = lib.mkIf (lib.versionOlder config.system.stateVersion "23.11") true;

  system.stateVersion = "24.05";
}
