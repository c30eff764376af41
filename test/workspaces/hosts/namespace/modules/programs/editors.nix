{
  config,
  lib,
  pkgs,
  ...
}:
let
  cfg = config.mySystem.programs.editors;
  packages = {
    vscode = pkgs.vscode;
    codium = pkgs.vscodium;
    zed = pkgs.zed-editor;
    goland = pkgs.jetbrains.goland;
  };
in
{
  options.mySystem.programs.editors = lib.mkOption {
    type = lib.types.listOf (lib.types.enum (builtins.attrNames packages));
    default = [ ];
  };

  config.users.users.${config.mySystem.mainUser}.packages = map (name: packages.${name}) cfg;
}
