/**
 * Modules of well-known inputs that nobody reads here, and that were read for this table: they say nothing of boot loaders
 * (but for themes and how many generations to keep), mounts, swap, encryption, scrubs, `disko` or `environment.persistence`;
 * what they do under an option of their own is known where that is asked for (`boot.lanzaboote.enable`, `facter.reportPath`).
 * Told by the address of the input: under its name anything may come. Read in August 2026; sources by the address of each:
 * https://github.com/nix-community/lanzaboote/blob/master/nix/modules/lanzaboote.nix
 * https://github.com/nix-community/nixos-facter-modules/blob/main/modules/nixos/boot.nix
 * https://github.com/nix-community/nixos-generators/blob/master/all-formats.nix
 * https://github.com/nix-community/srvos/blob/main/nixos/default.nix
 * https://github.com/nix-community/stylix/blob/master/modules/grub/nixos.nix
 * https://github.com/catppuccin/nix/blob/main/modules/nixos/grub.nix
 */
import { NIXOS_HARDWARE_MODULES } from "./nixos-hardware-modules.ts";

/** Without those for the machines of a provider: some bring a root and a boot loader. */
const SRVOS = [
  ...["common", "desktop", "server", "hardware-hetzner-online-amd", "hardware-hetzner-online-intel"],
  ...["mixins-latest-zfs-kernel", "mixins-mdns", "mixins-nginx", "mixins-nix-experimental", "mixins-telegraf"],
  ...["mixins-terminfo", "mixins-tracing", "mixins-trusted-nix-caches"],
];

/** `OWNER/REPOSITORY` on GitHub in small letters; the modules by their names in `nixosModules`. */
const MODULES: ReadonlyMap<string, readonly string[]> = new Map([
  ["catppuccin/nix", ["default", "catppuccin"]],
  ["danth/stylix", ["default", "stylix"]],
  ["determinatesystems/determinate", ["default"]],
  ["fufexan/nix-gaming", ["pipewireLowLatency", "platformOptimizations", "wine"]],
  ["gerg-l/spicetify-nix", ["default", "spicetify"]],
  ["gmodena/nix-flatpak", ["nix-flatpak"]],
  ["hyprwm/hyprland", ["default"]],
  ["infinidoge/nix-minecraft", ["minecraft-servers"]],
  ["jovian-experiments/jovian-nixos", ["default", "jovian"]],
  ["mic92/nix-index-database", ["nix-index"]],
  ["msteen/nixos-vscode-server", ["default"]],
  ["nix-community/lanzaboote", ["default", "lanzaboote"]],
  ["nix-community/nix-index-database", ["default", "nix-index"]],
  ["nix-community/nixos-facter-modules", ["facter"]],
  ["nix-community/nixos-generators", ["all-formats"]],
  ["nix-community/nixos-vscode-server", ["default"]],
  ["nix-community/nixvim", ["default", "nixvim"]],
  ["nix-community/srvos", SRVOS],
  ["nix-community/stylix", ["default", "stylix"]],
  ["nixos/nixos-hardware", NIXOS_HARDWARE_MODULES],
  ["notashelf/nvf", ["default", "nvf"]],
  ["numtide/nixos-facter-modules", ["facter"]],
  ["numtide/srvos", SRVOS],
  ["sodiboo/niri-flake", ["niri"]],
]);

/** `github:owner/repo/branch`, `git+https://github.com/owner/repo.git?ref=…`, and a set's own `owner/repo`. */
const ADDRESS =
  /^(?:github:|(?:git\+)?https:\/\/github\.com\/|https:\/\/flakehub\.com\/f\/)?(?<repository>[\w.-]+\/[\w.-]+?)(?:\.git)?(?:[/?#].*)?$/;

/** Names of the modules that leave boot and disks alone; undefined where nothing is known of the project. */
export function modulesBesideBoot(address: string): readonly string[] | undefined {
  return MODULES.get(ADDRESS.exec(address)?.groups?.repository?.toLowerCase() ?? "");
}
