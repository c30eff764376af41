/**
 * Blueprint, as far as hosts go, in the language it is written in: machines and the homes of their users are the folders of
 * `hosts`. Source: <https://numtide.github.io/blueprint/main/getting-started/folder_structure/>.
 */
export const BLUEPRINT = `{ lib, ... }:
let
  entriesOf = folder: if builtins.pathExists folder then builtins.readDir folder else { };
  filesOf = folder: lib.mapAttrs' (name: kind: lib.nameValuePair (lib.removeSuffix ".nix" name) (folder + "/\${name}"))
    (lib.filterAttrs (name: kind: kind == "directory" || lib.hasSuffix ".nix" name) (entriesOf folder));

  blueprint = { inputs, prefix ? null, nixpkgs ? { }, systems ? [ "x86_64-linux" "aarch64-linux" ], ... }:
    let
      flake = inputs.self;
      src =
        if prefix == null then flake.outPath
        else if builtins.isPath prefix then prefix
        else "\${flake.outPath}/\${prefix}";
      packagesFor = system: lib.mapAttrs
        (_: input: (input.legacyPackages.\${system} or { }) // (input.packages.\${system} or { }))
        inputs;
      arguments = hostName: { inherit inputs flake hostName; };
      perSystemModule = { config, ... }: { _module.args.perSystem = packagesFor config.nixpkgs.hostPlatform.system; };
      perSystemHome = { osConfig, ... }: { _module.args.perSystem = packagesFor osConfig.nixpkgs.hostPlatform.system; };

      homesOf = name: lib.filterAttrs (_: file: file != null) (lib.mapAttrs
        (_: file:
          if lib.hasSuffix ".nix" (toString file) then file
          else if builtins.pathExists (file + "/home-configuration.nix") then file + "/home-configuration.nix"
          else null)
        (filesOf (src + "/hosts/\${name}/users")));
      homesModule = name: lib.optional (homesOf name != { }) {
        imports = [ inputs.home-manager.nixosModules.home-manager ];
        home-manager = {
          sharedModules = [ perSystemHome ];
          extraSpecialArgs = { inherit inputs flake; };
          users = lib.mapAttrs (_: file: { imports = [ file ]; }) (homesOf name);
          useGlobalPkgs = lib.mkDefault true;
          useUserPackages = lib.mkDefault true;
        };
      };

      hostOf = name:
        let folder = src + "/hosts/\${name}"; in
        if builtins.pathExists (folder + "/default.nix")
        then import (folder + "/default.nix") { inherit flake inputs; hostName = name; }
        else if builtins.pathExists (folder + "/configuration.nix")
        then {
          class = "nixos";
          value = lib.nixosSystem {
            modules = [ perSystemModule (folder + "/configuration.nix") ] ++ homesModule name;
            specialArgs = arguments name;
          };
        }
        else { class = "other"; };
      hosts = lib.genAttrs (lib.attrNames (lib.filterAttrs (_: kind: kind == "directory") (entriesOf (src + "/hosts")))) hostOf;

      # A module that takes nothing but the flake it is published in is called with that.
      published = file:
        let value = import file; names = builtins.attrNames (builtins.functionArgs value); in
        if builtins.isFunction value && names != [ ] && builtins.all (name: builtins.elem name [ "flake" "inputs" ]) names
        then value { inherit flake inputs; }
        else file;
      modulesOf = class: lib.mapAttrs (_: published) (filesOf (src + "/modules/\${class}"));
    in
    {
      nixosConfigurations = lib.mapAttrs (_: host: host.value) (lib.filterAttrs (_: host: host.class == "nixos") hosts);
      nixosModules = modulesOf "nixos";
      homeModules = modulesOf "home";
      modules = lib.genAttrs (lib.attrNames (lib.filterAttrs (_: kind: kind == "directory") (entriesOf (src + "/modules")))) modulesOf;
      lib = if builtins.pathExists (src + "/lib/default.nix") then import (src + "/lib/default.nix") { inherit flake inputs; } else { };
    };
in
{ __functor = _: blueprint; }
`;
