{ config, lib, ... }:
let
  btrfs = lib.filterAttrs (_: fs: fs.fsType == "btrfs") config.fileSystems;
in
{
  options.scrub.enable = lib.mkEnableOption "scrubbing of what is on btrfs";
  config.services.btrfs.autoScrub = lib.mkIf config.scrub.enable {
    enable = true;
    fileSystems = builtins.attrNames btrfs;
  };
}
