/**
 * Which hosts a file belongs to. Those whose modules it is, or that read it for what they say; else what leads to it over the
 * paths in texts; else the host whose name or folder it lies under. Otherwise nobody knows, and the user chooses.
 */
import { dirname, relativePath } from "../text/path.ts";
import type { Hosts, NixosHost } from "./host.ts";

export interface FileHosts {
  readonly hosts: readonly NixosHost[];
  /** How they were found; `read`: they are evaluated with the file, the others are guesses from where it lies. */
  readonly by: "read" | "mentioned" | "folder" | "nothing";
}

/** Forces the hosts. */
export function hostsOfFile(path: string, { hosts, root, mentioning }: Hosts): FileHosts {
  const using = hosts.filter((host) => host.entry === path || host.uses(path));
  if (using.length > 0) return { hosts: using, by: "read" };
  for (const other of mentioning(path)) {
    const leading = hosts.filter((host) => host.uses(other));
    if (leading.length > 0) return { hosts: leading, by: "mentioned" };
  }
  const near = namedAfter(path, root, hosts) ?? beside(path, root, hosts);
  if (near) return { hosts: near, by: "folder" };
  const reading = hosts.filter((host) => host.files().includes(path));
  return reading.length > 0 ? { hosts: reading, by: "read" } : { hosts: [], by: "nothing" };
}

/** Hosts with the name of a folder above the file, or of the file; the innermost name counts. */
function namedAfter(path: string, root: string, hosts: readonly NixosHost[]): readonly NixosHost[] | undefined {
  const names = relativePath(root, path)
    .replace(/\.nix$/, "")
    .split("/")
    .reverse();
  for (const name of names) {
    const named = hosts.filter((host) => host.name === name);
    if (named.length > 0) return named;
  }
  return undefined;
}

/** Hosts with a module in the same folder, or in the nearest above it; a folder that all share tells nothing. */
function beside(path: string, root: string, hosts: readonly NixosHost[]): readonly NixosHost[] | undefined {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    const near = hosts.filter((host) => host.modules().some((module) => dirname(module) === folder));
    if (near.length > 0) return near.length === 1 || near.length < hosts.length ? near : undefined;
    if (folder === root || folder === dirname(folder)) return undefined;
  }
}
