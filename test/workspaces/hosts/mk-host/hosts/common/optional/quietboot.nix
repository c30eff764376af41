{ pkgs, ... }:
{
  boot = {
    plymouth.enable = true;
    kernelParams = [ "quiet" ];
    consoleLogLevel = 0;
    initrd.systemd.enable = true;
  };
}
