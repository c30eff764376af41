{ pkgs, ... }:
{
  imports = [ ./disko.nix ];

  networking.hostName = "laptop";
  programs.firefox.enable = true;
  virtualisation.podman.enable = true;
  environment.systemPackages = [ pkgs.cargo pkgs.vscode ];

  users.users.bob.isNormalUser = true;
}
