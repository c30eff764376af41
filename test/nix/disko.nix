# A layout as disko's own module types see it: what is mounted with which options, and the script that formats.
# `standalone`: as disko's command line reads a file, which takes `disko.devices` and nothing else.
{ file, standalone }:
let
  lib = import <nixpkgs/lib>;
  unused = name: throw "${name} is not needed to evaluate a layout";
  diskoLib = import <disko/lib> {
    inherit lib;
    rootMountPoint = "/mnt";
    makeTest = unused "makeTest";
    eval-config = unused "eval-config";
    qemu-common = unused "qemu-common";
  };
  pkgs = {
    inherit lib;
    stdenv.hostPlatform.system = "x86_64-linux";
    e2fsprogs = "/usr";
  };
  value = import file;
  called = if builtins.isFunction value then value { inherit lib pkgs; } else value;
  options =
    { config, ... }:
    {
      options.disko.devices = lib.mkOption { type = diskoLib.toplevel; };
      options.fileSystems = lib.mkOption {
        type = lib.types.attrsOf lib.types.anything;
        default = { };
      };
      options.systemd.tmpfiles.rules = lib.mkOption {
        type = lib.types.listOf lib.types.str;
        default = [ ];
      };
      config.fileSystems = config.disko.devices._config.fileSystems or { };
      # Other options of NixOS are not declared here.
      config._module.check = false;
    };
  inherit (lib.evalModules {
    specialArgs = { inherit pkgs; };
    modules = [
      options
      (if standalone then { disko.devices = called.disko.devices; } else file)
    ];
  }) config;
in
{
  fileSystems = lib.mapAttrs (_: fs: { inherit (fs) device fsType options; }) config.fileSystems;
  rules = config.systemd.tmpfiles.rules;
  create = config.disko.devices._create;
}
