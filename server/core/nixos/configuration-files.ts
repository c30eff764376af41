/** Hosts of a project without a flake: configuration files that nothing else imports, or the nearest that reads a file. */
import type { Files } from "../files.ts";
import { pathValue } from "../nix/values/make.ts";
import { known } from "../nix/values/value.ts";
import { basename, dirname, relativePath, resolvePath } from "../text/path.ts";
import { nodeAt } from "./configuration.ts";
import { UNWRAPPED } from "./definition.ts";
import type { NixosHost } from "./host.ts";
import { type HostSystem, hostSystem } from "./host-system.ts";
import { nixosHost } from "./nixos-host.ts";
import { createWorkshop, type FindHostsOptions } from "./workspace.ts";

/** Nix files that are looked at, and folders that are listed: a project has some hundreds, a checkout of nixpkgs too many. */
const MAX_FILES = 2000;
const MAX_FOLDERS = 1000;

/** Names that say nothing of the machine. */
const COMMON_NAMES = ["configuration.nix", "default.nix"];

/** Configuration files that no other file imports. */
export function configurationHosts(options: FindHostsOptions): readonly NixosHost[] {
  const paths = nixFiles(options.root, options.files);
  const texts = new Map(
    paths.flatMap((path) => {
      const content = options.files.read(path);
      return content.kind === "text" ? [[path, content.text] as const] : [];
    }),
  );
  const mentioned = new Map([...texts].map(([path, text]) => [path, mentionedFiles(path, text)]));
  const imported = importedFiles(mentioned);
  const entries = [...texts]
    .filter(([path, text]) => mayBeConfiguration(path, text) && !imported.has(path))
    .map(([path]) => path)
    .filter((path) => isConfiguration(path, options));
  return namedApart(entries, options);
}

/**
 * Files that others import. A `configuration.nix` that only its own imports lead back to is none of them: NixOS takes each
 * module once, so the circle does no harm.
 */
function importedFiles(mentioned: ReadonlyMap<string, readonly string[]>): ReadonlySet<string> {
  const imported = new Set([...mentioned.values()].flat());
  for (const path of [...imported].filter((one) => basename(one) === "configuration.nix" && mentioned.has(one))) {
    const below = new Set([path]);
    for (const file of below) for (const next of mentioned.get(file) ?? []) below.add(next);
    const others = [...mentioned].some(([file, targets]) => !below.has(file) && targets.includes(path));
    const belowConfigurations = [...below].some((file) => file !== path && basename(file) === "configuration.nix");
    if (!others && !belowConfigurations) imported.delete(path);
  }
  return imported;
}

/** The nearest `configuration.nix` or `default.nix` from the folder of `start` upwards that reads `start`. */
export function nearestHosts(options: FindHostsOptions): readonly NixosHost[] {
  const { start, root, files } = options;
  if (start === undefined) return [];
  let folder = dirname(start);
  for (;;) {
    for (const name of COMMON_NAMES) {
      const path = resolvePath(folder, name);
      if (files.read(path).kind !== "text") continue;
      const host = fileHost(path, options);
      if (host.files().includes(start)) return [host];
    }
    if (folder === root || folder === dirname(folder)) return [];
    folder = dirname(folder);
  }
}

function fileHost(path: string, options: FindHostsOptions, name?: string): NixosHost {
  return nixosHost({
    name: name ?? nameOf(path, options),
    entry: path,
    at: { path, span: { start: 0, end: 0 } },
    system: () => systemOf(path, options),
  });
}

function systemOf(path: string, options: FindHostsOptions): HostSystem {
  const module = { thunk: known(pathValue(path)), wrapping: UNWRAPPED, binding: undefined };
  return hostSystem({
    workshop: createWorkshop(options),
    modules: [module],
    specialArgs: undefined,
    system: undefined,
  });
}

/** `networking.hostName`, else the name of the folder, or of a file that has a name of its own. */
function nameOf(path: string, options: FindHostsOptions): string {
  const { system } = systemOf(path, options);
  const state = nodeAt(system.root, ["networking", "hostName"]).state();
  if (state.kind === "known" && state.value.kind === "string" && state.value.value !== "") return state.value.value;
  return basename(ownPath(path)) || "host";
}

/** The path that tells a configuration from others: of its folder, where the file has no name of its own. */
function ownPath(path: string): string {
  return COMMON_NAMES.includes(basename(path)) ? dirname(path) : path.replace(/\.nix$/, "");
}

/** Hosts by path; those of one name get the folder's name, and where that is the same the whole path. */
function namedApart(paths: readonly string[], options: FindHostsOptions): readonly NixosHost[] {
  const named = paths.map((path) => ({ path, name: nameOf(path, options) }));
  const namings: readonly ((one: { path: string; name: string }) => string)[] = [
    ({ name }) => name,
    ({ name, path }) => `${name}-${basename(ownPath(path))}`,
    ({ name, path }) =>
      `${name}-${relativePath(options.root, ownPath(path)).replace(/^\.\//, "").replaceAll("/", "-")}`,
  ];
  return named.map((one) => {
    const isDistinct = (naming: (other: typeof one) => string): boolean =>
      named.filter((other) => naming(other) === naming(one)).length === 1;
    return fileHost(one.path, options, namings.find(isDistinct)?.(one) ?? one.path);
  });
}

/** Nix files below a folder, nearer ones first; hidden folders and `node_modules` are passed over. */
function nixFiles(root: string, files: Files): readonly string[] {
  const found: string[] = [];
  const folders = [root];
  for (const folder of folders) {
    const content = files.read(folder);
    if (content.kind !== "directory") continue;
    for (const { name, kind } of content.entries) {
      if (found.length >= MAX_FILES) return found;
      const path = resolvePath(folder, name);
      if (kind === "file" && name.endsWith(".nix")) found.push(path);
      const isSource = kind === "directory" && !name.startsWith(".") && name !== "node_modules";
      if (isSource && folders.length < MAX_FOLDERS) folders.push(path);
    }
  }
  return found;
}

function mayBeConfiguration(path: string, text: string): boolean {
  return basename(path) === "configuration.nix" || /\bstateVersion\s*=/.test(withoutComments(text));
}

/**
 * As a module of NixOS it says for which release it was made, and it is none of a flake (flake.parts). nix-darwin counts its
 * releases: https://nix-darwin.github.io/nix-darwin/manual/#opt-system.stateVersion
 */
function isConfiguration(path: string, options: FindHostsOptions): boolean {
  const { system } = systemOf(path, options);
  if (system.root.names().some((name) => FLAKE_MODULE.includes(name))) return false;
  if (basename(path) === "configuration.nix") return true;
  const state = nodeAt(system.root, ["system", "stateVersion"]).state();
  return state.kind === "unknown" || (state.kind === "known" && state.value.kind !== "int");
}

/** Source: <https://flake.parts/options/flake-parts.html>. */
const FLAKE_MODULE = ["flake", "perSystem", "flake-file"];

/** Files that the paths written in a text may mean. */
function mentionedFiles(path: string, text: string): readonly string[] {
  return [...withoutComments(text).matchAll(/\.{1,2}\/[\w./+-]*/g)].flatMap(([written]) => {
    const target = resolvePath(dirname(path), written);
    return [target, `${target}/default.nix`].filter((one) => one !== path);
  });
}

function withoutComments(text: string): string {
  return text.replace(/^[ \t]*#.*$/gm, "");
}
