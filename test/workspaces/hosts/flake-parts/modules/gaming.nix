{
  flake.modules.nixos.gaming =
    { pkgs, ... }:
    {
      programs.steam = {
        enable = true;
        remotePlay.openFirewall = true;
        extraCompatPackages = [ pkgs.proton-ge-bin ];
      };
      programs.gamemode.enable = true;
      environment.systemPackages = [ pkgs.prismlauncher ];
    };
}
