/**
 * Clan, as far as hosts go, in the language it is written in: machines are folders, and entries of an inventory that gives
 * them the roles of services. Of services those of the workspace are read, and what depends on their settings is open.
 * Sources: <https://docs.clan.lol/reference/options/clan/>, <https://docs.clan.lol/guides/inventory/inventory/>.
 */
export const CLAN = `{ lib, open, flake-parts }:
let
  # A function is called with what it asks for, of what is known.
  called = known: value:
    if builtins.isFunction value
    then value (builtins.mapAttrs (name: _: (open known).\${name}) (builtins.functionArgs value))
    else value;
  loaded = known: value: called known (if builtins.isPath value || builtins.isString value then import value else value);

  clan = { self ? { }, directory ? self.outPath, specialArgs ? { }, machines ? { }, inventory ? { }, modules ? { }, ... }:
    let
      folder = directory + "/machines";
      entries = if builtins.pathExists folder then builtins.readDir folder else { };
      folders = lib.attrNames (lib.filterAttrs (_: kind: kind == "directory") entries);
      listed = inventory.machines or { };
      names = builtins.filter (name: (listed.\${name}.machineClass or "nixos") == "nixos")
        (lib.unique (folders ++ lib.attrNames listed ++ lib.attrNames machines));
      filesOf = name: builtins.filter builtins.pathExists
        (map (file: folder + "/\${name}/\${file}") [ "configuration.nix" "hardware-configuration.nix" "disko.nix" ]);

      tagsOf = name: (listed.\${name}.tags or [ ]) ++ [ "all" "nixos" ];
      hasRole = name: role:
        let tags = role.tags or [ ]; in
        role ? machines.\${name}
        || builtins.any (tag: builtins.elem tag (tagsOf name)) (if builtins.isAttrs tags then lib.attrNames tags else tags);
      serviceOf = name: instanceName: roleName:
        let
          instance = inventory.instances.\${instanceName};
          role = instance.roles.\${roleName};
          key = instance.module.name or instanceName;
          service = loaded { inherit lib directory; } modules.\${key};
          known = {
            inherit instanceName lib;
            machine = open { inherit name; };
            settings = open (lib.recursiveUpdate (role.settings or { }) (role.machines.\${name}.settings or { }));
          };
          moduleOf = part: lib.toList ((called known part).nixosModule or [ ]);
        in
        (role.extraModules or [ ])
        ++ lib.optionals (modules ? \${key})
          (moduleOf (service.roles.\${roleName}.perInstance or { }) ++ moduleOf (service.perMachine or { }));
      servicesOf = name: lib.concatMap
        (instanceName: lib.concatMap
          (roleName: lib.optionals (hasRole name inventory.instances.\${instanceName}.roles.\${roleName})
            (serviceOf name instanceName roleName))
          (lib.attrNames (inventory.instances.\${instanceName}.roles or { })))
        (lib.attrNames (inventory.instances or { }));

      nixosConfigurations = lib.genAttrs names (name: lib.nixosSystem {
        specialArgs = { clan-core = open { }; } // specialArgs;
        modules = [ { networking.hostName = lib.mkDefault name; } ]
          ++ filesOf name
          ++ lib.optional (machines ? \${name}) machines.\${name}
          ++ servicesOf name;
      });
    in
    open { inherit nixosConfigurations; config = open { inherit nixosConfigurations; }; };

  flakeModule = { config, self, ... }: {
    options.clan = lib.mkOption { type = lib.types.anything; default = { }; };
    config.flake.nixosConfigurations = (clan ({ inherit self; } // config.clan)).nixosConfigurations;
  };
in
{
  inputs = open { inherit flake-parts; };
  lib = open { inherit clan; buildClan = clan; };
  flakeModules = { default = flakeModule; };
}
`;
