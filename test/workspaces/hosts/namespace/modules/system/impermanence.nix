{ config, lib, ... }:
let
  cfg = config.mySystem.impermanence;
in
{
  options.mySystem.impermanence.enable = lib.mkEnableOption "a root that forgets";

  config = lib.mkIf cfg.enable {
    fileSystems.${config.mySystem.dataDir}.neededForBoot = true;
    boot.initrd.systemd.enable = true;
  };
}
