{ pkgs, ... }:

{
  services.xserver.enable = true;
  services.xserver.displayManager.gdm.enable = true;
  services.xserver.desktopManager.gnome.enable = true;
  services.gnome.gnome-keyring.enable = true;

  hardware.pulseaudio.enable = false;
  security.rtkit.enable = true;
  services.pipewire = {
    enable = true;
    alsa.enable = true;
    pulse.enable = true;
  };

  services.flatpak.enable = true;

  # GNOME would switch it on; the machine has no radio.
  hardware.bluetooth.enable = false;

  programs.firefox = {
    enable = true;
    policies.DisableTelemetry = true;
  };

  environment.systemPackages =
    with pkgs;
    [
      gimp
      inkscape
      libreoffice
      vlc
      wget
      postgresql # for psql
    ]
    ++ [
      gnome-tweaks
      gnomeExtensions.appindicator
    ];

  environment.gnome.excludePackages = with pkgs; [
    epiphany
    geary
    gnome-boxes
  ];
}
