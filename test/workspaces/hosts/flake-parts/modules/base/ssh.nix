{
  flake.modules.nixos.base = {
    services.openssh = {
      enable = true;
      settings.PasswordAuthentication = false;
    };
    services.tailscale.enable = true;
  };
}
