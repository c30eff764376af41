/**
 * The hosts of a project. A flake names them, at its root or in folders below; without one they are the configuration files
 * that nothing else imports. Where that shows not all of them, folders that look like machines are likely hosts; and for a
 * single file the nearest configuration that reads it.
 */
import { basename, dirname } from "../text/path.ts";
import { configurationHosts, nearestHosts } from "./configuration-files.ts";
import { type FoundHosts, flakeHosts } from "./flake-hosts.ts";
import type { Hosts, NixosHost } from "./host.ts";
import { type ImportGraph, importGraph, mentioning } from "./import-graph.ts";
import { likelyHosts, NO_MACHINES } from "./likely-hosts.ts";
import { inOrder } from "./nixos-host.ts";
import { type FindHostsOptions, parsedOnce } from "./workspace.ts";

export type { FindHostsOptions } from "./workspace.ts";

/** Never throws. Hosts are evaluated when they are asked. */
export function findHosts(options: FindHostsOptions): Hosts {
  const workspace = parsedOnce(options);
  let read: ImportGraph | undefined;
  const graph = (): ImportGraph => {
    read ??= importGraph(options.root, options.files);
    return read;
  };
  const own = flakeHosts(workspace);
  const isSilent = own.hosts.length === 0 && own.unknown.length === 0;
  const flake = isSilent ? { ...nestedHosts(workspace, graph()), around: own.around } : own;
  const hosts = allHosts(workspace, flake, graph);
  return {
    root: options.root,
    hosts: [...hosts].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0)),
    unknown: inOrder([...flake.unknown, ...(flake.leftOut ? [flake.leftOut] : [])]),
    mentioning: (path) => mentioning(path, graph()),
  };
}

/** Flakes in folders of a project that are looked at: `nixos/flake.nix` in a collection of dotfiles. */
const MAX_NESTED = 8;

/** What flakes in folders of the project show. A flake in the folder of another belongs to that. */
function nestedHosts(workspace: FindHostsOptions, { texts }: ImportGraph): Omit<FoundHosts, "around"> {
  const folders: string[] = [];
  for (const [path, text] of texts) {
    const folder = dirname(path);
    const isOwn = basename(path) === "flake.nix" && folder !== workspace.root && /nixosConfigurations/.test(text);
    if (!isOwn || NO_MACHINES.test(path.slice(workspace.root.length))) continue;
    if (folders.length < MAX_NESTED && !folders.some((other) => folder.startsWith(`${other}/`))) folders.push(folder);
  }
  const found = folders.map((root) => flakeHosts({ ...workspace, root }));
  const names = found.flatMap(({ hosts }) => hosts.map(({ name }) => name));
  const isShared = (name: string): boolean => names.indexOf(name) !== names.lastIndexOf(name);
  const apart = names.some(isShared)
    ? folders.map((root) =>
        flakeHosts({ ...workspace, root }, (name) => (isShared(name) ? `${name}-${basename(root)}` : name)),
      )
    : found;
  return {
    hosts: apart.flatMap(({ hosts }) => hosts),
    unknown: apart.flatMap(({ unknown }) => unknown),
    leftOut: apart.find(({ leftOut }) => leftOut)?.leftOut,
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
