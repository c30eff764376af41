# The host says which disk the shared layout is for, and how large its swap is.
{ lib, ... }:
{
  imports = [ ./layouts/standard.nix ];
  disko.devices.disk.main.device = "/dev/disk/by-id/nvme-EXAMPLE_1TB_0001";
  disko.devices.disk.main.content.partitions.swap.size = lib.mkForce "32G";
  boot.loader.systemd-boot.enable = true;
  boot.loader.efi.canTouchEfiVariables = true;
  system.stateVersion = "25.11";
}
