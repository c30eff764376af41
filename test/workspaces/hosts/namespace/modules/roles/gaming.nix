{ config, lib, ... }:
{
  mySystem.programs.games = lib.mkIf (builtins.elem "gaming" config.mySystem.roles) {
    steam.enable = true;
    lutris.enable = lib.mkDefault true;
  };
}
