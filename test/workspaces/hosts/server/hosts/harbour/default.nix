{
  imports = [
    ./disko.nix
    ./nextcloud.nix
    ./paperless.nix
    ./photos.nix
    ./backup.nix
    ../../common/web.nix
  ];

  boot.kernelParams = [ "mitigations=auto" ];
  zramSwap.enable = true;
}
