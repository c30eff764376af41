/**
 * Hosts that no flake shows: a framework makes them, or a function that is not understood. A folder with a configuration beside
 * what belongs to one machine (its hardware, its disks, the release it was installed with) is most likely one; it is what
 * it imports, and nobody knows what else the framework gives it.
 */
import type { Files } from "../files.ts";
import { basename, dirname, resolvePath } from "../text/path.ts";
import { nodeAt } from "./configuration.ts";
import {
  COMMON_NAMES,
  type FileSurroundings,
  type FileSystem,
  fileHost,
  fileSystem,
  isFlakeModule,
  namesApart,
} from "./file-host.ts";
import type { NixosHost } from "./host.ts";
import { type ImportGraph, mentioning, withoutComments } from "./import-graph.ts";
import type { FindHostsOptions } from "./workspace.ts";

/** Roots that are evaluated: a project has some dozens of machines at most. */
const MAX_ROOTS = 64;

/** Folders of things that are no machines of anybody's. */
export const NO_MACHINES = /\/(templates?|examples?|tests?|checks?|docs?|pkgs|packages|overlays|_[^/]*|node_modules)\//;

/** Folders in which people keep their machines. */
const MACHINES = /\/(hosts?|machines?|systems?|nodes?|servers?|nixos|clients?|devices?)\//;

/** Folders of what machines share, unless machines lie in them. */
const SHARED = /\/modules?\/(?!(hosts?|machines?|systems?|nodes?)\/)/;

/** Words of files that belong to one machine. */
const MARKS = /hardware-configuration|\bstateVersion\b|\bdisko\b|\bhostName\b/;

const HARDWARE = ["hardware-configuration.nix", "hardware.nix", "facter.json"];

/** `certain`: hosts that are known; what is theirs is no other host. */
export function likelyHosts(
  options: FindHostsOptions,
  graph: ImportGraph,
  certain: readonly NixosHost[],
  around: FileSurroundings,
): readonly NixosHost[] {
  const taken = new Set(certain.flatMap((host) => host.modules()));
  const names = new Set(certain.map(({ name }) => name));
  const roots = rootsOf(graph, options)
    .filter((path) => !taken.has(path))
    .slice(0, MAX_ROOTS)
    .map((path) => fileSystem(path, options, around))
    .filter((file) => !isFlakeModule(file) && isMachine(file, options));
  const distinct = namesApart(roots, options.root);
  const likely: readonly NixosHost[] = roots.flatMap((file, index) => {
    const name = distinct[index] ?? file.path;
    if (names.has(name)) return [];
    const at = { path: file.path, span: { start: 0, end: 0 } };
    const why = `nothing shows what makes a machine of ${basename(file.path)}`;
    return [fileHost(file, name, { at, why }, around, () => [...certain, ...likely])];
  });
  return likely;
}

/** Files that may be the configuration of one machine, and that no other such file imports. */
function rootsOf(graph: ImportGraph, { root, files }: FindHostsOptions): readonly string[] {
  const candidates = new Set<string>();
  for (const [path, text] of graph.texts) {
    if (basename(path) === "flake.nix" || NO_MACHINES.test(path.slice(root.length))) continue;
    if (!MARKS.test(withoutComments(text)) && !hasHardware(path, files) && basename(path) !== "configuration.nix")
      continue;
    candidates.add(folderEntry(path, graph) ?? path);
  }
  const isBelow = (path: string): boolean =>
    mentioning(path, graph).some((other) => other !== path && candidates.has(other));
  return [...candidates].filter(
    (path) => !HARDWARE.includes(basename(path)) && !isBelow(path) && !isPart(path, graph, candidates),
  );
}

/** A file whose folder has an entry is part of that. */
function isPart(path: string, graph: ImportGraph, candidates: ReadonlySet<string>): boolean {
  const entry = folderEntry(path, graph);
  return entry !== undefined && entry !== path && candidates.has(entry);
}

/** What stands for the folder of a file: its `default.nix`, else its `configuration.nix`. */
function folderEntry(path: string, { texts }: ImportGraph): string | undefined {
  const folder = dirname(path);
  const entries = [...COMMON_NAMES].reverse().map((name) => resolvePath(folder, name));
  // A `default.nix` that makes hosts is none itself.
  return entries.find((entry) => texts.has(entry) && !/nixosSystem|mkFlake/.test(texts.get(entry) ?? ""));
}

function hasHardware(path: string, files: Files): boolean {
  if (!COMMON_NAMES.includes(basename(path))) return false;
  const content = files.read(dirname(path));
  return content.kind === "directory" && content.entries.some(({ name }) => HARDWARE.includes(name));
}

/** Whether its modules say what only one machine has. */
function isMachine(file: FileSystem, { root, files }: FindHostsOptions): boolean {
  const { system } = file.system();
  const below = file.path.slice(root.length);
  const isNamed = (...path: readonly string[]): boolean => nodeAt(system.root, path).names().length > 0;
  const state = nodeAt(system.root, ["system", "stateVersion"]).state();
  if (state.kind === "known" && state.value.kind === "int") return false;
  const imported = system.closure().modules.flatMap(({ path }) => path ?? []);
  if (imported.some((path) => HARDWARE.includes(basename(path))) || hasHardware(file.path, files)) return true;
  const hostName = nodeAt(system.root, ["networking", "hostName"]).state();
  const isInstalled =
    state.kind === "known" || isNamed("fileSystems") || (hostName.kind === "known" && hostName.certain);
  const hasDisks = isNamed("disko", "devices");
  const beside = files.read(dirname(file.path));
  const disksBeside =
    beside.kind === "directory" && beside.entries.some(({ name }) => /^(disko?|disks?)\b.*\.nix$/.test(name));
  if (MACHINES.test(below) && !SHARED.test(below)) return isInstalled || hasDisks || disksBeside;
  return (isInstalled && hasDisks) || (basename(file.path) === "configuration.nix" && !SHARED.test(below));
}
