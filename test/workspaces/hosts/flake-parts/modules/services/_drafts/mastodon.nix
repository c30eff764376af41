{
  flake.modules.nixos.base.services.mastodon = {
    enable = true;
    localDomain = "social.example.org";
    configureNginx = true;
    smtp.fromAddress = "social@example.org";
  };
}
