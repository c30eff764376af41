{
  services.journald.extraConfig = ''
    SystemMaxUse=2G
  '';
}
