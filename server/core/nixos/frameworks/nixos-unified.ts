/**
 * nixos-unified, as far as hosts go, in the language it is written in: machines are the files of a folder, and get the
 * flake as an argument. Source: <https://nixos-unified.org/guide/autowiring>.
 */
export const NIXOS_UNIFIED = `{ lib, ... }:
let
  entriesOf = folder: use:
    let
      entries = if builtins.pathExists folder then builtins.readDir folder else { };
      isModule = name: kind:
        if kind == "directory" then builtins.pathExists "\${folder}/\${name}/default.nix" else lib.hasSuffix ".nix" name;
    in
    lib.mapAttrs' (name: _: lib.nameValuePair (lib.removeSuffix ".nix" name) (use "\${folder}/\${name}"))
      (lib.filterAttrs isModule entries);

  # Arguments of all modules, and the function that makes a machine of one.
  unified = { self, inputs, config, ... }:
    let
      special = { flake = { inherit self inputs config; }; };
      homes = {
        imports = [ inputs.home-manager.nixosModules.home-manager ];
        home-manager = {
          useGlobalPkgs = true;
          useUserPackages = true;
          extraSpecialArgs = special;
        };
      };
    in
    {
      flake.nixos-unified.lib = {
        specialArgsFor = { common = special; nixos = special; darwin = special; };
        mkLinuxSystem = { home-manager ? false }: module: lib.nixosSystem {
          specialArgs = special;
          modules = [ module { options.nixos-unified = lib.mkOption { type = lib.types.attrs; default = { }; }; } ]
            ++ lib.optional home-manager homes;
        };
        mkHomeConfiguration = pkgs: module: inputs.home-manager.lib.homeManagerConfiguration {
          inherit pkgs;
          extraSpecialArgs = special;
          modules = [ module ];
        };
      };
    };

  wired = { self, ... }: {
    flake = {
      nixosConfigurations = entriesOf "\${self}/configurations/nixos"
        (self.nixos-unified.lib.mkLinuxSystem { home-manager = true; });
      nixosModules = entriesOf "\${self}/modules/nixos" (file: file);
      homeModules = entriesOf "\${self}/modules/home" (file: file);
    };
  };
in
{
  flakeModule = unified;
  flakeModules = { default = unified; autoWire = wired; };
  lib.mkFlake = { inputs, root, systems ? [ "x86_64-linux" "aarch64-linux" ], specialArgs ? { } }:
    let
      folders = [ "nix/modules/flake" "modules/flake" "nix/modules/flake-parts" "modules/flake-parts" ];
      folder = lib.findFirst (one: builtins.pathExists (root + "/\${one}")) null folders;
      modules = if folder == null then { } else builtins.readDir (root + "/\${folder}");
    in
    inputs.flake-parts.lib.mkFlake { inherit inputs specialArgs; } {
      inherit systems;
      _module.args = { inherit root; };
      imports = map (name: root + "/\${folder}/\${name}") (builtins.attrNames modules);
    };
}
`;
