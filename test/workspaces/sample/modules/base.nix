{ lib, pkgs, ... }:
{
  time.timeZone = lib.mkDefault "UTC";
  environment.systemPackages = [ pkgs.btrfs-progs ];
  services.btrfs.autoScrub.enable = true;
  system.stateVersion = "25.11";
}
