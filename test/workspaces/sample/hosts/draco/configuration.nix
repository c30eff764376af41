{ pkgs, ... }:
{
  imports = [
    ./disko.nix
    ../../modules/base.nix
    ../../modules/postgresql.nix
  ];

  networking.hostName = "draco";
  virtualisation.podman.enable = true;
  virtualisation.libvirtd.enable = true;

  programs.firefox.enable = true;
  users.users.alice = {
    isNormalUser = true;
    packages = with pkgs; [
      cargo
      vscode
    ];
  };
}
