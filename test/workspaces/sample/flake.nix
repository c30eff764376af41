{
  description = "Four machines, one set of modules";

  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";
    disko = {
      url = "github:nix-community/disko";
      inputs.nixpkgs.follows = "nixpkgs";
    };
  };

  outputs =
    { nixpkgs, disko, ... }:
    let
      host =
        name:
        nixpkgs.lib.nixosSystem {
          system = "x86_64-linux";
          modules = [
            disko.nixosModules.disko
            ./hosts/${name}/configuration.nix
          ];
        };
    in
    {
      nixosConfigurations = nixpkgs.lib.genAttrs [ "atlas" "borealis" "cirrus" "draco" ] host;
    };
}
