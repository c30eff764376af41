{ lib, ... }:
{
  imports = [ ../common/layouts/single-disk.nix ];
  nixpkgs.hostPlatform = "x86_64-linux";
  services.minio = {
    enable = true;
    dataDir = [ "/srv/objects" ];
    rootCredentialsFile = "/run/secrets/minio";
  };
  backups = {
    enable = true;
    engine = lib.mkForce "borg";
  };
  system.stateVersion = "24.05";
}
