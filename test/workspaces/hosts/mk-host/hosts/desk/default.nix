{ inputs, pkgs, ... }:
{
  imports = [
    ../common/layouts/single-disk.nix
  ];

  nixpkgs.hostPlatform = "x86_64-linux";
  boot.kernelPackages = pkgs.linuxPackages_zen;
  boot.binfmt.emulatedSystems = [ "aarch64-linux" ];

  backups = {
    enable = true;
    paths = [ "/home" ];
  };

  # Comes and goes with the graphics card.
  services.ollama.enable = inputs.inventory.machines.desk.hasGpu or false;

  system.stateVersion = "24.11";
}
