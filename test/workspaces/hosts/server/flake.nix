{
  description = "Servers";

  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-25.05";
    disko.url = "github:nix-community/disko";
    quadlet-nix.url = "github:SEIAROTg/quadlet-nix";
    microvm.url = "github:astro/microvm.nix";
    agenix.url = "github:ryantm/agenix";
  };

  outputs =
    { nixpkgs, ... }@inputs:
    let
      hosts = {
        harbour = [ inputs.agenix.nixosModules.default ];
        pier = [ inputs.quadlet-nix.nixosModules.quadlet ];
        jetty = [ inputs.microvm.nixosModules.host ];
      };
    in
    {
      nixosConfigurations = builtins.mapAttrs (
        name: extra:
        nixpkgs.lib.nixosSystem {
          system = "x86_64-linux";
          specialArgs = { inherit inputs; };
          modules = extra ++ [
            inputs.disko.nixosModules.disko
            ./common
            ./hosts/${name}
            { networking.hostName = name; }
          ];
        }
      ) hosts;
    };
}
