{
  description = "Two desks and their homes";

  inputs = {
    nixpkgs.url = "github:nixos/nixpkgs/nixos-unstable";
    nixpkgs-stable.url = "github:nixos/nixpkgs/nixos-25.05";
    home-manager = {
      url = "github:nix-community/home-manager";
      inputs.nixpkgs.follows = "nixpkgs";
    };
    disko.url = "github:nix-community/disko";
    nur.url = "github:nix-community/NUR";
    zen-browser.url = "github:0xc000022070/zen-browser-flake";
  };

  outputs =
    {
      self,
      nixpkgs,
      nixpkgs-stable,
      home-manager,
      ...
    }@inputs:
    let
      system = "x86_64-linux";
      pkgs = import nixpkgs {
        inherit system;
        config.allowUnfree = true;
      };
      stable = import nixpkgs-stable { inherit system; };
      extraSpecialArgs = { inherit inputs stable; };

      mkHome =
        user: modules:
        home-manager.lib.homeManagerConfiguration {
          inherit pkgs extraSpecialArgs;
          modules = [
            ./home/common.nix
            {
              home.username = user;
              home.homeDirectory = "/home/${user}";
            }
          ]
          ++ modules;
        };
    in
    {
      nixosConfigurations = {
        # home-manager as a module of the system
        kumquat = nixpkgs.lib.nixosSystem {
          inherit system;
          specialArgs = { inherit inputs; };
          modules = [
            ./hosts/kumquat
            inputs.disko.nixosModules.disko
            home-manager.nixosModules.home-manager
            {
              home-manager = {
                inherit extraSpecialArgs;
                useGlobalPkgs = true;
                backupFileExtension = "before";
                sharedModules = [ ./home/common.nix ];
                users.noor = ./home/noor;
              };
            }
          ];
        };

        # home-manager on its own, below
        quince = nixpkgs.lib.nixosSystem {
          inherit system;
          specialArgs = { inherit inputs; };
          modules = [
            ./hosts/quince
            inputs.disko.nixosModules.disko
          ];
        };
      };

      homeConfigurations = {
        "lev@quince" = mkHome "lev" [ ./home/lev ];
        # A machine of the employer, without NixOS.
        "lev@office" = mkHome "lev" [
          ./home/lev
          ./home/lev/office.nix
        ];
      };

      packages.${system}.installer = pkgs.gparted;
    };
}
