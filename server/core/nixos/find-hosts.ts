/**
 * The hosts of a project. A flake names them; without one they are the configuration files that nothing else imports; and
 * for a single file the nearest configuration that reads it.
 */
import { configurationHosts, nearestHosts } from "./configuration-files.ts";
import { flakeHosts } from "./flake-hosts.ts";
import type { Hosts } from "./host.ts";
import { inOrder } from "./nixos-host.ts";
import { type FindHostsOptions, parsedOnce } from "./workspace.ts";

export type { FindHostsOptions } from "./workspace.ts";

/** Never throws. Hosts are evaluated when they are asked. */
export function findHosts(options: FindHostsOptions): Hosts {
  const workspace = parsedOnce(options);
  const flake = flakeHosts(workspace);
  const files = flake.hosts.length > 0 ? [] : configurationHosts(workspace);
  const found = [...flake.hosts, ...files];
  const hosts = found.length > 0 ? found : nearestHosts(workspace);
  return {
    root: options.root,
    hosts: [...hosts].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0)),
    unknown: inOrder(flake.unknown),
  };
}
