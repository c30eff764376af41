{ inputs, outputs }:
let
  inherit (inputs.nixpkgs) lib;
  systems = [
    "x86_64-linux"
    "aarch64-linux"
  ];
in
rec {
  forAllSystems = lib.genAttrs systems;

  # Every folder below hosts/ that has a file of this name.
  hasFile = name: file: builtins.pathExists (../hosts + "/${name}/${file}");

  mkHost =
    {
      name,
      system ? "x86_64-linux",
      role ? "plain",
      user ? "admin",
      withHome ? false,
      extraModules ? [ ],
    }:
    lib.nixosSystem {
      inherit system;
      specialArgs = {
        inherit inputs outputs user;
        hostName = name;
      };
      modules = [
        inputs.disko.nixosModules.disko
        inputs.sops-nix.nixosModules.sops
        ../hosts/common/global
        (../hosts/common/roles + "/${role}.nix")
        ../hosts/${name}
        {
          networking.hostName = lib.mkDefault name;
          nixpkgs.overlays = builtins.attrValues outputs.overlays;
        }
      ]
      ++ lib.optional (hasFile name "disko.nix") (../hosts + "/${name}/disko.nix")
      ++ lib.optionals withHome [
        inputs.home-manager.nixosModules.home-manager
        (homeOf user)
      ]
      ++ builtins.attrValues outputs.nixosModules
      ++ extraModules;
    };

  homeOf = user: {
    home-manager = {
      useGlobalPkgs = true;
      extraSpecialArgs = { inherit inputs outputs; };
      users.${user} = import (../home + "/${user}");
    };
  };
}
