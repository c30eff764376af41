{
  description = "Homelab";

  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-25.05";
    nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
    disko.url = "github:nix-community/disko";
    home-manager.url = "github:nix-community/home-manager/release-25.05";
    sops-nix.url = "github:Mic92/sops-nix";
    impermanence.url = "github:nix-community/impermanence";
    # Which machine has which parts; a repository of its own.
    inventory.url = "git+ssh://git@git.example.org/homelab/inventory";
  };

  outputs =
    {
      self,
      nixpkgs,
      ...
    }@inputs:
    let
      inherit (self) outputs;
      myLib = import ./lib { inherit inputs outputs; };
      inherit (myLib) mkHost forAllSystems;

      # The three that form the cluster are alike.
      nodes = [
        "node1"
        "node2"
        "node3"
      ];
    in
    {
      lib = myLib;
      overlays = import ./overlays { inherit inputs; };
      nixosModules = import ./modules;
      formatter = forAllSystems (system: nixpkgs.legacyPackages.${system}.nixfmt-rfc-style);

      nixosConfigurations =
        nixpkgs.lib.genAttrs nodes (
          name:
          mkHost {
            inherit name;
            role = "cluster";
          }
        )
        // {
          vault = mkHost {
            name = "vault";
            role = "storage";
          };
          desk = mkHost {
            name = "desk";
            role = "workstation";
            user = "joona";
            withHome = true;
          };
          pi = mkHost {
            name = "pi";
            system = "aarch64-linux";
          };
        };
    };
}
