{
  inputs,
  lib,
  ...
}:
let
  flakeInputs = lib.filterAttrs (_: lib.isType "flake") inputs;
in
{
  nix = {
    settings = {
      trusted-users = [ "@wheel" ];
      experimental-features = "nix-command flakes";
    };
    registry = lib.mapAttrs (_: flake: { inherit flake; }) flakeInputs;
    gc.automatic = true;
  };
}
