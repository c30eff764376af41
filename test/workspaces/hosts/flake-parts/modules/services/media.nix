# Waits for a machine with a disk that is large enough.
{
  flake.modules.nixos.media = {
    services.jellyfin = {
      enable = true;
      openFirewall = true;
    };
    services.navidrome.enable = true;
  };
}
