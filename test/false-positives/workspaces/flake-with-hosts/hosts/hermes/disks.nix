{ lib, ... }@args:
let
  inherit (import ../../lib/layout.nix { inherit (args) lib; }) disk;
in
{
  disko.devices.disk = lib.optionalAttrs true {
    main = disk "ata-EXAMPLE_SSD_0001" {
      type = "filesystem";
      format = "ext4";
      mountpoint = "/";
    };
  };
}
