/** Hosts of a project without a flake: configuration files that nothing else imports, or the nearest that reads a file. */
import { basename, dirname, resolvePath } from "../text/path.ts";
import { nodeAt } from "./configuration.ts";
import { COMMON_NAMES, type FileSystem, fileHost, fileSystem, isFlakeModule, nameOf, namesApart } from "./file-host.ts";
import type { NixosHost } from "./host.ts";
import { type ImportGraph, withoutComments } from "./import-graph.ts";
import type { FindHostsOptions } from "./workspace.ts";

/** Configuration files that no other file imports. */
export function configurationHosts(options: FindHostsOptions, { texts, mentioned }: ImportGraph): readonly NixosHost[] {
  const imported = importedFiles(mentioned);
  const entries = [...texts]
    .filter(([path, text]) => mayBeConfiguration(path, text) && !imported.has(path))
    .map(([path]) => fileSystem(path, options))
    .filter(isConfiguration);
  const names = namesApart(entries, options.root);
  return entries.map((entry, index) => fileHost(entry, names[index] ?? entry.path));
}

/**
 * Files that others import. A `configuration.nix` that only its own imports lead back to is none of them: NixOS takes each
 * module once, so the circle does no harm.
 */
function importedFiles(mentioned: ReadonlyMap<string, readonly string[]>): ReadonlySet<string> {
  const imported = new Set(
    [...mentioned].flatMap(([file, targets]) => (basename(file) === "flake.nix" ? [] : targets)),
  );
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
      const file = fileSystem(path, options);
      const why = "it is the nearest configuration that reads the file, and nothing says that it is a machine";
      const host = fileHost(file, nameOf(file), { at: { path, span: { start: 0, end: 0 } }, why });
      if (host.files().includes(start)) return [host];
    }
    if (folder === root || folder === dirname(folder)) return [];
    folder = dirname(folder);
  }
}

function mayBeConfiguration(path: string, text: string): boolean {
  return basename(path) === "configuration.nix" || /\bstateVersion\s*=/.test(withoutComments(text));
}

/**
 * As a module of NixOS it says for which release it was made. nix-darwin counts its releases:
 * https://nix-darwin.github.io/nix-darwin/manual/#opt-system.stateVersion
 */
function isConfiguration(file: FileSystem): boolean {
  if (isFlakeModule(file)) return false;
  if (basename(file.path) === "configuration.nix") return true;
  const state = nodeAt(file.system().system.root, ["system", "stateVersion"]).state();
  return state.kind === "unknown" || (state.kind === "known" && state.value.kind !== "int");
}
