{ pkgs, ... }:
{
  imports = [ ./disko.nix ];

  networking.hostName = "workstation";
  services.postgresql.enable = true;
  virtualisation.libvirtd.enable = true;
  virtualisation.podman.enable = true;

  users.users.alice = {
    isNormalUser = true;
    packages = with pkgs; [
      cargo
      neovim
      vscode
    ];
  };
}
