{ pkgs, ... }:
{
  nix.settings.experimental-features = [
    "nix-command"
    "flakes"
  ];
  boot.loader.systemd-boot.enable = true;
  networking.networkmanager.enable = true;
  environment.systemPackages = with pkgs; [
    git
    curl
    firefoxpwa
    btrfs-progs
  ];
  services.fwupd.enable = true;
}
