{ pkgs, lib, ... }:
{
  imports = [
    ./disko.nix
    ./hardware-configuration.nix
    ../shared/base.nix
    ../shared/sound.nix
    ../shared/gnome.nix
    ../shared/games.nix
  ];

  networking.hostName = "kumquat";

  users.users.noor = {
    isNormalUser = true;
    extraGroups = [
      "wheel"
      "adbusers"
    ];
    packages = with pkgs; [
      android-studio
      (python3.withPackages (ps: [ ps.requests ]))
    ];
  };

  programs.adb.enable = true;
  virtualisation.waydroid.enable = true;
  virtualisation.virtualbox.host.enable = lib.mkForce false;

  swapDevices = [
    {
      device = "/swap/swapfile";
      size = 16 * 1024;
    }
  ];

  system.stateVersion = "24.05";
}
