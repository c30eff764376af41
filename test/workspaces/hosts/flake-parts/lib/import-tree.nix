# Every Nix file below a folder, apart from those that begin with an underscore.
{ lib }:
let
  isWanted = name: !(lib.hasPrefix "_" name);

  walk =
    folder:
    lib.concatLists (
      lib.mapAttrsToList (
        name: kind:
        let
          path = folder + "/${name}";
        in
        if !(isWanted name) then
          [ ]
        else if kind == "directory" then
          walk path
        else
          lib.optional (lib.hasSuffix ".nix" name) path
      ) (builtins.readDir folder)
    );
in
walk
