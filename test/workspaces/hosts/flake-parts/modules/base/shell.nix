{
  flake.modules.homeManager.shell =
    { pkgs, ... }:
    {
      programs.atuin = {
        enable = true;
        settings.sync_address = "https://atuin.example.org";
      };
      programs.direnv = {
        enable = true;
        nix-direnv.enable = true;
      };
      home.packages = [
        pkgs.ripgrep
        pkgs.fd
        pkgs.jq
      ];
    };
}
