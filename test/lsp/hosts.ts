/** A small project that the tests of toolstacks and plans share: one layout, the host that uses it, what the host runs. */
import { layout } from "./layouts.ts";

export const LAYOUT = layout(`"@" = { mountpoint = "/"; };
            "@postgres" = { mountpoint = "/var/lib/postgresql"; };`);

const FLAKE = `{
  outputs = { nixpkgs, ... }: {
    nixosConfigurations.atlas = nixpkgs.lib.nixosSystem { modules = [ ./configuration.nix ]; };
  };
}
`;

export const CONFIGURATION = `{
  imports = [ ./disko.nix ];
  services.postgresql.enable = true;
  virtualisation.podman.enable = true;
}
`;

export const PROJECT: Readonly<Record<string, string>> = {
  "flake.nix": FLAKE,
  "configuration.nix": CONFIGURATION,
  "disko.nix": LAYOUT,
};

/** Two hosts that use one layout. */
export const TWO_HOSTS: Readonly<Record<string, string>> = {
  "flake.nix": `{
  outputs = { nixpkgs, ... }: {
    nixosConfigurations.atlas = nixpkgs.lib.nixosSystem { modules = [ ./configuration.nix ]; };
    nixosConfigurations.borealis = nixpkgs.lib.nixosSystem { modules = [ ./disko.nix ]; };
  };
}
`,
  "configuration.nix": CONFIGURATION,
  "disko.nix": LAYOUT,
};
