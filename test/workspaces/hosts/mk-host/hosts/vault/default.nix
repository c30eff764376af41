{ config, ... }:
{
  imports = [ ./databases.nix ];

  nixpkgs.hostPlatform = "x86_64-linux";
  users.users.backup = {
    isSystemUser = true;
    group = "backup";
    home = "/tank/restic";
  };
  users.groups.backup = { };
  services.smartd.enable = true;
  system.stateVersion = "24.05";
}
