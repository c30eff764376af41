{ config, lib, ... }:
let
  inherit (lib) mkOption types;
in
{
  options.mySystem = {
    hostName = mkOption { type = types.str; };

    mainUser = mkOption {
      type = types.str;
      default = "sil";
      description = "Whose machine it is.";
    };

    dataDir = mkOption {
      type = types.path;
      default = "/persist";
      description = "Below it lies what is to be kept.";
    };

    roles = mkOption {
      type = types.listOf (
        types.enum [
          "workstation"
          "server"
          "gaming"
        ]
      );
      default = [ ];
    };
  };

  config = {
    networking.hostName = config.mySystem.hostName;
    users.users.${config.mySystem.mainUser} = {
      isNormalUser = true;
      extraGroups = [ "wheel" ];
    };
  };
}
