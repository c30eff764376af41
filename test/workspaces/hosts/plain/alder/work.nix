{ lib, pkgs, ... }:

let
  # The laboratory sends a container now and then.
  withContainers = true;
  withMachines = false;
in
{
  virtualisation.docker = lib.mkIf withContainers {
    enable = true;
    enableOnBoot = false;
    daemon.settings.data-root = "/data/docker";
  };
  users.users.ines.extraGroups = lib.mkIf withContainers [ "docker" ];

  virtualisation.libvirtd.enable = withMachines;
  programs.virt-manager.enable = withMachines;

  environment.systemPackages =
    lib.optionals withContainers [ pkgs.docker-compose ] ++ lib.optionals withMachines [ pkgs.quickemu ];
}
