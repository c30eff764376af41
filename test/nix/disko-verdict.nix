# Whether real disko takes a file: everything it makes of the devices is evaluated, and merged as NixOS would merge it.
# `standalone`: as disko's command line reads a file, which takes `disko.devices` and nothing else.
{
  disko,
  file,
  standalone,
}:
let
  lib = import <nixpkgs/lib>;
  unused = name: throw "${name} is not needed to evaluate a layout";
  diskoLib = import (disko + "/lib") {
    inherit lib;
    rootMountPoint = "/mnt";
    makeTest = unused "makeTest";
    eval-config = unused "eval-config";
    qemu-common = unused "qemu-common";
  };
  pkgs = {
    inherit lib;
    system = "x86_64-linux";
    stdenv.hostPlatform.system = "x86_64-linux";
    e2fsprogs = "/usr";
  };
  value = import file;
  called = if builtins.isFunction value then value { inherit lib pkgs; } else value;

  inherit (lib) mkOption types;
  nonEmpty = types.addCheck types.str (text: builtins.match "[ \t\n]*" text == null);
  place = types.addCheck nonEmpty (text: builtins.match ".+/" text == null);
  # Those of nixos/modules/tasks/filesystems.nix and config/swap.nix that disko sets.
  fileSystem =
    { name, ... }:
    {
      options = {
        device = mkOption { type = types.nullOr nonEmpty; };
        fsType = mkOption { type = nonEmpty; };
        options = mkOption { type = types.nonEmptyListOf nonEmpty; };
        mountPoint = mkOption {
          type = place;
          default = name;
        };
        neededForBoot = mkOption {
          type = types.bool;
          default = false;
        };
      };
    };
  swapDevice = {
    freeformType = types.attrsOf types.anything;
    options.device = mkOption { type = nonEmpty; };
    options.options = mkOption {
      type = types.listOf nonEmpty;
      default = [ "defaults" ];
    };
  };
  nixos =
    { config, ... }:
    {
      options.disko.devices = mkOption {
        type = diskoLib.toplevel;
        default = { };
      };
      options.fileSystems = mkOption {
        type = types.attrsOf (types.submodule fileSystem);
        default = { };
      };
      options.swapDevices = mkOption {
        type = types.listOf (types.submodule swapDevice);
        default = [ ];
      };
      options.boot.resumeDevice = mkOption {
        type = types.str;
        default = "";
      };
      config.boot = config.disko.devices._config.boot or { };
      config.fileSystems = config.disko.devices._config.fileSystems or { };
      config.swapDevices = config.disko.devices._config.swapDevices or [ ];
      # Other options of NixOS are not declared here.
      config._module.check = false;
    };
  inherit (lib.evalModules {
    specialArgs = {
      inherit pkgs;
      modulesPath = "/modules";
    };
    modules = [
      nixos
      (if standalone then { disko.devices = called.disko.devices; } else file)
    ];
  }) config;
  made = {
    inherit (config) fileSystems swapDevices;
    inherit (config.boot) resumeDevice;
    inherit (config.disko.devices) _create _mount _unmount;
  };
in
builtins.deepSeq made true
