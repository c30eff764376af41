{ inputs, ... }:
{
  flake.modules.nixos.base =
    { pkgs, ... }:
    {
      imports = [ inputs.home-manager.nixosModules.home-manager ];

      users.users.mara = {
        isNormalUser = true;
        extraGroups = [ "wheel" ];
        shell = pkgs.fish;
      };
      programs.fish.enable = true;

      home-manager = {
        useGlobalPkgs = true;
        useUserPackages = true;
        users.mara.home.stateVersion = "25.05";
      };
    };
}
