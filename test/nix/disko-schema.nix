# The options that real disko declares, as data: walked from its module types, none of them named here. Types of content that
# have a file of their own are walked once, and stand by name where they are accepted.
# `probes`: values that each type is asked about.
{ probes }:
let
  lib = import <nixpkgs/lib>;
  unused = name: throw "${name} is not needed to declare options";
  diskoLib = import <disko/lib> {
    inherit lib;
    rootMountPoint = "/mnt";
    makeTest = unused "makeTest";
    eval-config = unused "eval-config";
    qemu-common = unused "qemu-common";
  };

  describeType =
    type:
    let
      inherit (type) name;
      nested = type.nestedTypes or { };
      payload = type.functor.payload or null;
      isPattern = lib.hasPrefix "strMatching " name;
      kinds = {
        nullOr.of = [ (describeType nested.elemType) ];
        listOf.of = [ (describeType nested.elemType) ];
        attrsOf.of = [ (describeType nested.elemType) ];
        either.of = map describeType [
          nested.left
          nested.right
        ];
        enum.values = payload.values or payload;
        submodule.object = describeObject type;
        subType.types = lib.mapAttrs (
          one: inner: if diskoLib.types ? ${one} then { file = one; } else { object = describeObject inner; }
        ) nested;
      };
    in
    {
      kind = if isPattern then "strMatching" else name;
      checks = map type.check probes;
    }
    // kinds.${name} or { }
    // lib.optionalAttrs isPattern { pattern = lib.removePrefix "strMatching " name; };

  describeOption =
    option:
    {
      # A list or a set that nobody defines is empty, and what may be null is null.
      required = !(option ? default) && (option.type.emptyValue or { }) == { };
      internal = option.internal or false;
      readOnly = option.readOnly or false;
    }
    // lib.optionalAttrs (!(option.internal or false) || option.type.name == "enum") {
      type = describeType option.type;
    };

  describeObject = type: lib.mapAttrs (_: describeOption) (removeAttrs (type.getSubOptions [ ]) [ "_module" ]);
in
{
  inherit (import <disko/version.nix>) version;
  devices = describeObject diskoLib.toplevel;
  types = lib.mapAttrs (_: describeObject) diskoLib.types;
}
