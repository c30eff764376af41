{
  flake.modules.nixos.forge = {
    services.forgejo = {
      enable = true;
      lfs.enable = true;
      database.type = "postgres";
      settings.service.DISABLE_REGISTRATION = true;
    };
  };
}
