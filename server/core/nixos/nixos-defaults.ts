/**
 * Defaults of NixOS that configurations read. Only options that hardly any other module of NixOS sets; `unless` names those
 * that do: where anything is defined there, the default is not known. A default is read where no module of the workspace
 * defines the option and every module of the host could be read; else the option is not known, and what stands under it is
 * likely at most. Left out on purpose: what profiles and images of NixOS set (`boot.isContainer`, `services.openssh.enable`),
 * what desktops bring (`services.xserver.enable`, `networking.networkmanager.enable`), and `networking.hostName`, which
 * tools that build hosts and images for clouds set too.
 * Sources are files of <https://github.com/NixOS/nixpkgs/tree/master/nixos/modules>.
 */
import { bool, nullValue, string } from "../nix/values/make.ts";
import type { Value } from "../nix/values/value.ts";

interface NixosDefault {
  readonly option: string;
  readonly value: Value;
  /** Below nixos/modules in nixpkgs. */
  readonly source: string;
  /** Sets of options whose modules may set this one. */
  readonly unless?: readonly string[];
}

const OFF = bool(false);

/**
 * Who starts Docker for itself, by file: virtualisation/{oci-containers,ecs-agent}.nix, services/networking/nomad.nix,
 * services/continuous-integration/gitlab-runner.nix, services/web-apps/kasmweb (through oci-containers, which was
 * `docker-containers`), services/misc/sourcehut; in releases that are still in use services/cluster/{k3s,kubernetes}.
 */
const DOCKER_USERS = [
  "virtualisation.oci-containers",
  "docker-containers",
  "services.ecs-agent",
  "services.gitlab-runner",
  "services.k3s",
  "services.kasmweb",
  "services.kubernetes",
  "services.nomad",
  "services.sourcehut",
];

/** services/networking/tailscale-{auth,derper}.nix and services/web-servers/nginx/tailscale-auth.nix */
const TAILSCALE_USERS = ["services.tailscale.derper", "services.tailscaleAuth", "services.nginx.tailscaleAuth"];

/** virtualisation/appvm.nix */
const LIBVIRT_USERS = ["virtualisation.appvm"];

const NIXOS_DEFAULTS: readonly NixosDefault[] = [
  { option: "networking.domain", value: nullValue(), source: "tasks/network-interfaces.nix" },
  { option: "time.timeZone", value: nullValue(), source: "config/locale.nix" },
  { option: "i18n.defaultLocale", value: string("en_US.UTF-8"), source: "config/i18n.nix" },
  { option: "users.mutableUsers", value: bool(true), source: "config/users-groups.nix" },
  { option: "boot.tmp.useTmpfs", value: OFF, source: "system/boot/tmp.nix", unless: ["boot.tmpOnTmpfs"] },
  { option: "boot.tmp.cleanOnBoot", value: OFF, source: "system/boot/tmp.nix", unless: ["boot.cleanTmpDir"] },
  { option: "zramSwap.enable", value: OFF, source: "config/zram.nix" },
  { option: "nix.gc.automatic", value: OFF, source: "services/misc/nix-gc.nix" },
  { option: "nix.optimise.automatic", value: OFF, source: "services/misc/nix-optimise.nix" },
  {
    option: "services.tailscale.enable",
    value: OFF,
    source: "services/networking/tailscale.nix",
    unless: TAILSCALE_USERS,
  },
  { option: "virtualisation.docker.enable", value: OFF, source: "virtualisation/docker.nix", unless: DOCKER_USERS },
  {
    option: "virtualisation.libvirtd.enable",
    value: OFF,
    source: "virtualisation/libvirtd.nix",
    unless: LIBVIRT_USERS,
  },
  { option: "programs.steam.enable", value: OFF, source: "programs/steam.nix" },
  { option: "programs.fish.enable", value: OFF, source: "programs/fish.nix" },
  { option: "programs.zsh.enable", value: OFF, source: "programs/zsh/zsh.nix" },
];

/** What is known of the options of NixOS itself. */
export interface KnownDefaults {
  /** Names below a path under which an option with a known default lies. */
  names(path: readonly string[]): readonly string[];
  /** `isDefined`: whether any module says something at a path or below. */
  value(path: readonly string[], isDefined: (path: readonly string[]) => boolean): Value | undefined;
}

const byPath = new Map(NIXOS_DEFAULTS.map((each) => [each.option, each]));
const namesBelow = new Map<string, Set<string>>();
for (const { option } of NIXOS_DEFAULTS) {
  const parts = option.split(".");
  for (const [index, name] of parts.entries()) {
    const above = parts.slice(0, index).join(".");
    namesBelow.set(above, (namesBelow.get(above) ?? new Set()).add(name));
  }
}

export const nixosDefaults: KnownDefaults = {
  names: (path) => [...(namesBelow.get(path.join(".")) ?? [])],
  value: (path, isDefined) => {
    const known = byPath.get(path.join("."));
    if (!known || known.unless?.some((option) => isDefined(option.split(".")))) return undefined;
    return known.value;
  },
};
