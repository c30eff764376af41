{
  services.openssh.enable = true;
  services.openssh.settings.PermitRootLogin = "no";
  services.fail2ban.enable = true;
}
