{ config, ... }:
let
  usesBtrfs = config.fileSystems."/".fsType or "" == "btrfs";
in
{
  virtualisation.docker = {
    enable = true;
    storageDriver = if usesBtrfs then "btrfs" else null;
  };
}
