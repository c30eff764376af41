{
  flake.modules.nixos.desktop =
    { pkgs, ... }:
    {
      services.displayManager.sddm.enable = true;
      services.desktopManager.plasma6.enable = true;
      services.printing.enable = true;
      hardware.bluetooth.enable = true;
      networking.networkmanager.enable = true;
      services.flatpak.enable = true;

      environment.plasma6.excludePackages = [ pkgs.kdePackages.elisa ];
    };
}
