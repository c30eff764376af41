# Root in memory; what is kept and what the initrd needs is said in a module of its own.
{
  imports = [
    ./disko.nix
    ./kept.nix
  ];
  boot.initrd.systemd.enable = true;
  boot.loader.systemd-boot.enable = true;
  boot.loader.efi.canTouchEfiVariables = true;
  system.stateVersion = "25.11";
}
