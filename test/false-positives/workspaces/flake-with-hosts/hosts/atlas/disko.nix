{ lib, ... }:
let
  layout = import ../../lib/layout.nix { inherit lib; };
in
{
  disko.devices.disk.main = layout.disk "nvme-EXAMPLE_1TB_0001" {
    type = "btrfs";
    subvolumes = layout.subvolumes [ "compress=zstd" "noatime" ] {
      "@" = "/";
      "@home" = "/home";
      "@nix" = "/nix";
    };
  };
}
