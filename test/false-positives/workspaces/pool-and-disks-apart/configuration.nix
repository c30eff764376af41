# A pool in one file, its disks in another, the boot partition in a third.
{
  imports = [
    ./storage/boot.nix
    ./storage/disks.nix
    ./storage/pool.nix
  ];
  networking.hostId = "8425e349";
  boot.loader.systemd-boot.enable = true;
  boot.loader.efi.canTouchEfiVariables = true;
  system.stateVersion = "25.11";
}
