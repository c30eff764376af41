{ lib, pkgs, ... }:

{
  imports = [
    ./disko.nix
    ./backup.nix
    ./web.nix
    ../common
  ];

  networking.hostName = "birch";
  networking.hostId = "8425e349";
  hardware.facter.reportPath = ./facter.json;

  boot.loader.systemd-boot.enable = true;
  boot.initrd.systemd.enable = true;

  users.users.ops = {
    isNormalUser = true;
    openssh.authorizedKeys.keys = [ "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKqkQ9QhE3aJ0mN5 ops" ];
  };

  # The line of the cellar is slow.
  services.syncthing.enable = false;

  environment.systemPackages = [ pkgs.btrfs-progs ];

  system.stateVersion = "25.05";
}
