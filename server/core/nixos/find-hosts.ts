/**
 * The hosts of a project. A flake names them; without one they are the configuration files that nothing else imports. Where
 * that shows not all of them, folders that look like machines are likely hosts; and for a single file the nearest
 * configuration that reads it.
 */
import { configurationHosts, nearestHosts } from "./configuration-files.ts";
import { type FoundHosts, flakeHosts } from "./flake-hosts.ts";
import type { Hosts, NixosHost } from "./host.ts";
import { type ImportGraph, importGraph, mentioning } from "./import-graph.ts";
import { likelyHosts } from "./likely-hosts.ts";
import { inOrder } from "./nixos-host.ts";
import { type FindHostsOptions, parsedOnce } from "./workspace.ts";

export type { FindHostsOptions } from "./workspace.ts";

/** Never throws. Hosts are evaluated when they are asked. */
export function findHosts(options: FindHostsOptions): Hosts {
  const workspace = parsedOnce(options);
  const flake = flakeHosts(workspace);
  let read: ImportGraph | undefined;
  const graph = (): ImportGraph => {
    read ??= importGraph(options.root, options.files);
    return read;
  };
  const hosts = allHosts(workspace, flake, graph);
  return {
    root: options.root,
    hosts: [...hosts].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0)),
    unknown: inOrder(flake.unknown),
    mentioning: (path) => mentioning(path, graph()),
  };
}

function allHosts(workspace: FindHostsOptions, flake: FoundHosts, graph: () => ImportGraph): readonly NixosHost[] {
  const isWhole = flake.hosts.length > 0 && flake.unknown.length === 0;
  if (isWhole) return flake.hosts;
  const certain = flake.around || flake.hosts.length > 0 ? flake.hosts : configurationHosts(workspace, graph());
  const isSeen = !flake.around && certain.length > 0;
  const likely = isSeen ? [] : likelyHosts(workspace, graph(), certain, flake.around ?? {});
  const found = [...certain, ...likely];
  return found.length > 0 ? found : nearestHosts(workspace);
}
