{ config, lib, ... }:
let
  isServer = builtins.elem "server" config.mySystem.roles;
in
{
  config = lib.mkIf isServer {
    services.openssh.enable = true;
    services.fail2ban.enable = true;
    mySystem.boot.loader = "grub";
    mySystem.impermanence.enable = lib.mkDefault true;
  };
}
