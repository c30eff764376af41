/**
 * Snowfall Lib, as far as hosts go, in the language it is written in: machines, modules, homes and functions lie in folders
 * of set names, and all of them are taken. Sources: <https://snowfall.org/reference/lib>, <https://snowfall.org/guides/lib/systems>,
 * <https://github.com/snowfallorg/lib/tree/main/snowfall-lib>.
 */
export const SNOWFALL = `{ lib, open, ... }:
let
  entriesOf = kind: folder:
    if builtins.pathExists folder then lib.attrNames (lib.filterAttrs (_: one: one == kind) (builtins.readDir folder)) else [ ];
  foldersIn = entriesOf "directory";
  filesIn = folder: map (name: folder + "/\${name}") (entriesOf "regular" folder);
  filesBelow = folder: if builtins.pathExists folder then lib.filesystem.listFilesRecursive folder else [ ];
  isNix = file: lib.hasSuffix ".nix" (toString file);
  isDefault = file: baseNameOf file == "default.nix";
  isOther = file: isNix file && !isDefault file;
  modulesBelow = folder: builtins.filter isDefault (filesBelow folder);

  # The functions that modules list files with.
  files = root: open {
    get-file = path: root + "/\${path}";
    get-snowfall-file = path: root + "/\${path}";
    get-directories = folder: map (name: folder + "/\${name}") (foldersIn folder);
    get-files = filesIn;
    get-files-recursive = filesBelow;
    get-nix-files = folder: builtins.filter isNix (filesIn folder);
    get-nix-files-recursive = folder: builtins.filter isNix (filesBelow folder);
    get-default-nix-files = folder: builtins.filter isDefault (filesIn folder);
    get-default-nix-files-recursive = modulesBelow;
    get-non-default-nix-files = folder: builtins.filter isOther (filesIn folder);
    get-non-default-nix-files-recursive = folder: builtins.filter isOther (filesBelow folder);
  };

  # Options that the framework declares for machines and for homes.
  machineOptions = { lib, config, ... }: {
    options.snowfallorg.users = lib.mkOption {
      default = { };
      type = lib.types.attrsOf (lib.types.submodule ({ name, ... }: {
        options = {
          create = lib.mkOption { type = lib.types.bool; default = true; };
          admin = lib.mkOption { type = lib.types.bool; default = true; };
          home = {
            enable = lib.mkOption { type = lib.types.bool; default = true; };
            path = lib.mkOption { type = lib.types.str; default = "/home/\${name}"; };
            config = lib.mkOption { type = lib.types.deferredModule; default = { }; };
          };
        };
      }));
    };
    config.users.users = lib.mapAttrs (_: user: { isNormalUser = lib.mkDefault true; home = lib.mkDefault user.home.path; })
      (lib.filterAttrs (_: user: user.create) config.snowfallorg.users);
  };
  homeOptions = { lib, config, ... }: {
    options.snowfallorg.user = {
      enable = lib.mkOption { type = lib.types.bool; default = false; };
      name = lib.mkOption { type = lib.types.str; };
      home.directory = lib.mkOption { type = lib.types.str; default = "/home/\${config.snowfallorg.user.name}"; };
    };
  };

  framework = { inputs, src, snowfall ? { }, ... }:
    let
      root = snowfall.root or src;
      namespace = snowfall.namespace or "internal";
      given = builtins.removeAttrs inputs [ "src" ];
      libsOf = lib.mapAttrs (_: input: input.lib or { }) (builtins.removeAttrs given [ "self" ]);
      base = open (libsOf // lib // { snowfall = open { fs = files root; }; });
      own = lib.fix (own: lib.foldl' lib.recursiveUpdate { } (map
        (file:
          let
            value = import file;
            arguments = { lib = base // { \${namespace} = own; }; inputs = given; snowfall-inputs = open { }; inherit namespace; };
          in
          if builtins.isFunction value
          then value (builtins.intersectAttrs (builtins.functionArgs value) arguments)
          else value)
        (modulesBelow (root + "/lib"))));
      wholeLib = base // { \${namespace} = own; } // { inherit mkFlake; };
      homesIn = system: map (name: { inherit name system; file = root + "/homes/\${system}/\${name}/default.nix"; })
        (builtins.filter (name: builtins.pathExists (root + "/homes/\${system}/\${name}/default.nix"))
          (foldersIn (root + "/homes/\${system}")));
      homeModules = modulesBelow (root + "/modules/home");
      userOf = name: builtins.head (lib.splitString "@" name);
      isHere = home: system: host:
        let parts = lib.splitString "@" home.name; in
        if builtins.length parts > 1 then builtins.elemAt parts 1 == host else home.system == system;

      mkFlake = options:
        let
          systems = options.systems or { };
          homes = options.homes or { };
          hasHomes = homeModules != [ ] || foldersIn (root + "/homes") != [ ];
          homesModule = system: name: { config, ... }: {
            imports = [ inputs.home-manager.nixosModules.home-manager ];
            home-manager = {
              useGlobalPkgs = lib.mkDefault true;
              extraSpecialArgs = arguments system name // { format = "home"; };
              sharedModules = [ homeOptions ] ++ homeModules ++ (homes.modules or [ ]);
              users = lib.mkMerge ([
                (lib.mapAttrs (user: one: lib.mkIf one.home.enable {
                  imports = [ one.home.config ];
                  snowfallorg.user = { enable = lib.mkDefault true; name = lib.mkDefault user; };
                }) config.snowfallorg.users)
              ] ++ map (home: {
                \${userOf home.name} = {
                  imports = [ home.file ] ++ (homes.users.\${home.name}.modules or [ ]);
                  snowfallorg.user = { enable = lib.mkDefault true; name = lib.mkDefault (userOf home.name); };
                };
              }) (builtins.filter (home: isHere home system name) (lib.concatMap homesIn (foldersIn (root + "/homes")))));
            };
          };
          arguments = system: name: {
            inherit system namespace;
            target = system;
            host = name;
            virtual = false;
            format = "linux";
            systems = { };
            inputs = given;
            lib = wholeLib;
          };
          machine = system: name: lib.nixosSystem {
            inherit system;
            lib = wholeLib;
            specialArgs = (systems.hosts.\${name}.specialArgs or { }) // arguments system name;
            modules = [ machineOptions (root + "/systems/\${system}/\${name}/default.nix") ]
              ++ modulesBelow (root + "/modules/nixos")
              ++ (systems.hosts.\${name}.modules or [ ])
              ++ (systems.modules.nixos or [ ])
              ++ lib.optional hasHomes (homesModule system name);
          };
          machinesOf = system: lib.genAttrs
            (builtins.filter (name: builtins.pathExists (root + "/systems/\${system}/\${name}/default.nix"))
              (foldersIn (root + "/systems/\${system}")))
            (machine system);
          nameIn = folder: file: lib.removePrefix "\${toString (root + folder)}/" (dirOf (toString file));
          exported = folder: lib.listToAttrs (map (file: lib.nameValuePair (nameIn folder file) file) (modulesBelow (root + folder)));
        in
        builtins.removeAttrs options [ "inputs" "src" "systems" "homes" "modules" "overlays" "packages" "channels-config" "alias" "snowfall" ]
        // {
          nixosConfigurations = lib.foldl' (all: system: all // machinesOf system) { }
            (builtins.filter (lib.hasSuffix "-linux") (foldersIn (root + "/systems")));
          nixosModules = exported "/modules/nixos" // (options.modules.nixos or { });
          homeModules = exported "/modules/home" // (options.modules.home or { });
          lib = own;
        };
    in
    wholeLib // { inherit mkFlake; };
in
{
  mkLib = options: framework options;
  mkFlake = options: (framework options).mkFlake options;
}
`;
