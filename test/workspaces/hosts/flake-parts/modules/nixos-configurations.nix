# A module named "hosts/NAME" is a machine of that name.
{
  config,
  inputs,
  lib,
  ...
}:
let
  prefix = "hosts/";
  hosts = lib.filterAttrs (name: _: lib.hasPrefix prefix name) config.flake.modules.nixos;
in
{
  flake.nixosConfigurations = lib.mapAttrs' (
    name: module:
    let
      hostName = lib.removePrefix prefix name;
    in
    lib.nameValuePair hostName (
      inputs.nixpkgs.lib.nixosSystem {
        specialArgs = { inherit inputs; };
        modules = [
          inputs.disko.nixosModules.disko
          module
          { networking = { inherit hostName; }; }
        ];
      }
    )
  ) hosts;
}
