{ lib }:
{
  /** An option that is a boolean with a default. */
  mkBoolOpt =
    default: description:
    lib.mkOption {
      type = lib.types.bool;
      inherit default description;
    };

  enabled = {
    enable = true;
  };

  disabled = {
    enable = false;
  };

  /** Sub-folders and files of a folder, without its own `default.nix`. */
  modulesIn =
    folder:
    map (name: folder + "/${name}") (
      builtins.filter (name: name != "default.nix") (builtins.attrNames (builtins.readDir folder))
    );
}
