{ config, lib, ... }:
let
  inherit (lib) mkEnableOption mkIf mkMerge;
  cfg = config.mySystem.services.media;
in
{
  options.mySystem.services.media = {
    enable = mkEnableOption "the living room";
    jellyfin = lib.my.mkBoolOpt true "Films and series.";
    music = mkEnableOption "music too";
    downloads = mkEnableOption "fetching of what is missing";
  };

  config = mkIf cfg.enable (mkMerge [
    {
      users.groups.media = { };
      users.users.${config.mySystem.mainUser}.extraGroups = [ "media" ];
    }
    (mkIf cfg.jellyfin {
      services.jellyfin = {
        enable = true;
        group = "media";
        dataDir = "${config.mySystem.dataDir}/jellyfin";
      };
    })
    (mkIf cfg.music { services.navidrome.enable = true; })
    (mkIf cfg.downloads {
      services = lib.genAttrs [ "sonarr" "radarr" "prowlarr" ] (_: lib.my.enabled);
    })
  ]);
}
