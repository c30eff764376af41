/**
 * Haumea, in the language it is written in: the files of a folder as a set, each called with what it asks for. Of its
 * loaders and transformers the usual ones. Source: <https://nix-community.github.io/haumea/api/load.html>.
 */
export const HAUMEA = `{ lib, open, ... }:
let
  loaders = {
    default = inputs: path:
      let value = import path; in
      if builtins.isFunction value then value (builtins.mapAttrs (name: _: inputs.\${name}) (builtins.functionArgs value)) else value;
    verbatim = _: import;
    path = _: path: path;
  };
  # "default.nix" takes the place of its folder, or adds to it.
  liftDefault = _: set: if set ? default then builtins.removeAttrs set [ "default" ] // set.default else set;

  load = { src, loader ? loaders.default, inputs ? { }, transformer ? [ ] }:
    let
      transform = cursor: value: lib.foldl' (all: one: one cursor all) value (lib.flatten [ transformer ]);
      view = above: folder: cursor:
        let
          entries = builtins.readDir folder;
          named = lib.filterAttrs (name: kind: kind == "directory" || lib.hasSuffix ".nix" name) entries;
          own = lib.mapAttrs'
            (name: kind:
              let key = lib.removeSuffix ".nix" name; in
              lib.nameValuePair key (
                if kind == "directory" then view (above ++ [ own ]) (folder + "/\${name}") (cursor ++ [ key ])
                else loader (inputs // scope) (folder + "/\${name}")))
            named;
          scope = {
            self = own;
            super = if above == [ ] then { } else lib.last above;
            root = if above == [ ] then own else builtins.head above;
          };
        in
        transform cursor (lib.filterAttrs (name: _: !lib.hasPrefix "_" name) own);
    in
    view [ ] src [ ];
in
{
  lib = open {
    inherit load;
    loaders = open loaders;
    transformers = open { inherit liftDefault; };
  };
}
`;
