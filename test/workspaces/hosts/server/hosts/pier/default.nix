{
  imports = [
    ./disko.nix
    ./containers.nix
    ./quadlet.nix
    ./photos.nix
    ./chat.nix
  ];

  # Moved to harbour.
  services.paperless.enable = false;
}
