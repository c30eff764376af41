{
  config,
  lib,
  pkgs,
  ...
}:
{
  config = lib.mkIf (lib.elem "workstation" config.mySystem.roles) {
    mySystem = {
      boot.latestKernel = lib.mkDefault true;
      programs.browser = lib.mkDefault "firefox";
      services.containers.enable = lib.mkDefault true;
    };
    networking.networkmanager.enable = true;
    services.printing.enable = true;
    hardware.bluetooth.enable = lib.mkDefault true;
    environment.systemPackages = with pkgs; [
      thunderbird
      obs-studio-plugins.wlrobs
    ];
  };
}
