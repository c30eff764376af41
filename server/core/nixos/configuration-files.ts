/** Hosts of a project without a flake: configuration files that nothing else imports, or the nearest that reads a file. */
import type { Files } from "../files.ts";
import { pathValue } from "../nix/values/make.ts";
import { known } from "../nix/values/value.ts";
import { basename, dirname, relativePath, resolvePath } from "../text/path.ts";
import { UNWRAPPED } from "./definition.ts";
import type { NixosHost } from "./host.ts";
import { type HostSystem, hostSystem } from "./host-system.ts";
import { nixosHost } from "./nixos-host.ts";
import { createWorkshop, type FindHostsOptions } from "./workspace.ts";

/** Nix files that are looked at, and folders that are listed: a project has some hundreds, a checkout of nixpkgs too many. */
const MAX_FILES = 2000;
const MAX_FOLDERS = 1000;

/** Configuration files that no other file imports. */
export function configurationHosts(options: FindHostsOptions): readonly NixosHost[] {
  const paths = nixFiles(options.root, options.files);
  const texts = new Map(
    paths.flatMap((path) => {
      const content = options.files.read(path);
      return content.kind === "text" ? [[path, content.text] as const] : [];
    }),
  );
  const imported = new Set([...texts].flatMap(([path, text]) => mentionedFiles(path, text)));
  const entries = [...texts].filter(([path, text]) => isConfiguration(path, text) && !imported.has(path));
  return namedApart(
    entries.map(([path]) => path),
    options,
  );
}

/** The nearest `configuration.nix` or `default.nix` from the folder of `start` upwards that reads `start`. */
export function nearestHosts(options: FindHostsOptions): readonly NixosHost[] {
  const { start, root, files } = options;
  if (start === undefined) return [];
  let folder = dirname(start);
  for (;;) {
    for (const name of ["configuration.nix", "default.nix"]) {
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

/** `networking.hostName`, else the folder's name. */
function nameOf(path: string, options: FindHostsOptions): string {
  const { system } = systemOf(path, options);
  const state = system.root.child("networking").child("hostName").state();
  if (state.kind === "known" && state.value.kind === "string" && state.value.value !== "") return state.value.value;
  return basename(dirname(path)) || "host";
}

/** Hosts by path; those of one name get the folder's name, and where that is the same the whole path. */
function namedApart(paths: readonly string[], options: FindHostsOptions): readonly NixosHost[] {
  const named = paths.map((path) => ({ path, name: nameOf(path, options) }));
  const suffixes = [
    () => "",
    (path: string) => `-${basename(dirname(path))}`,
    (path: string) => `-${relativePath(options.root, path).replace(/^\.\//, "").replaceAll("/", "-")}`,
  ];
  return named.map(({ path, name }) => {
    const distinct = suffixes
      .map((suffix) => (other: { path: string; name: string }) => other.name + suffix(other.path))
      .find((naming) => named.filter((other) => naming(other) === naming({ path, name })).length === 1);
    return fileHost(path, options, distinct?.({ path, name }) ?? name);
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

function isConfiguration(path: string, text: string): boolean {
  return basename(path) === "configuration.nix" || /\bsystem\s*\.\s*stateVersion\s*=/.test(withoutComments(text));
}

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
