{
  flake.modules.nixos.postgresql =
    { pkgs, ... }:
    {
      services.postgresql = {
        enable = true;
        package = pkgs.postgresql_17;
        settings.shared_buffers = "512MB";
      };
    };
}
