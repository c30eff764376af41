{
  description = "One namespace for all that these machines can be";

  inputs = {
    nixpkgs.url = "github:nixos/nixpkgs/nixos-unstable";
    disko.url = "github:nix-community/disko/latest";
    home-manager.url = "github:nix-community/home-manager";
    stylix.url = "github:danth/stylix";
  };

  outputs =
    { self, nixpkgs, ... }@inputs:
    let
      lib = nixpkgs.lib.extend (final: _prev: { my = import ./lib { lib = final; }; });

      hostNames = builtins.attrNames (lib.filterAttrs (_: kind: kind == "directory") (builtins.readDir ./hosts));

      build =
        hostName:
        lib.nixosSystem {
          inherit lib;
          specialArgs = { inherit inputs self; };
          modules = [
            ./modules
            (./hosts + "/${hostName}")
            { mySystem.hostName = hostName; }
          ];
        };
    in
    {
      nixosConfigurations = lib.genAttrs hostNames build;
    };
}
