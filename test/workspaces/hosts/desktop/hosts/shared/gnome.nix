{ pkgs, ... }:
{
  services.displayManager.gdm.enable = true;
  services.desktopManager.gnome.enable = true;
  hardware.bluetooth.enable = true;
  services.flatpak.enable = true;
  environment.gnome.excludePackages = [ pkgs.gnome-tour ];
}
