{ inputs, lib, ... }:
{
  imports = [
    inputs.disko.nixosModules.disko
    inputs.home-manager.nixosModules.home-manager
    ./options.nix
    ./renamed.nix
  ]
  ++ lib.my.modulesIn ./system
  ++ lib.my.modulesIn ./services
  ++ lib.my.modulesIn ./programs
  ++ lib.my.modulesIn ./roles
  ++ lib.my.modulesIn ./presets;
}
