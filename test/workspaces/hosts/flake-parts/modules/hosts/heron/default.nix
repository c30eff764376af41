# The desk.
{ config, inputs, ... }:
let
  inherit (config.flake.modules) homeManager nixos;
in
{
  flake.modules.nixos."hosts/heron" = {
    imports = [
      nixos.base
      nixos.desktop
      nixos.gaming
      nixos.containers
      nixos.virtualMachines
      inputs.nixos-hardware.nixosModules.common-cpu-amd
      ./_hardware.nix
    ];

    home-manager.users.mara.imports = [
      homeManager.shell
      homeManager.desktop
      homeManager.development
    ];
  };
}
