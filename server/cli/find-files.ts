/**
 * Which files `check` looks at: those that were named, and every *.nix and project file below the folders that were
 * named. What cannot be read is reported, never passed over: a green check must have seen everything.
 */
import { type Dirent, readdirSync, type Stats, statSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { PROJECT_FILES } from "../core/stack/project-file.ts";
import { corePath, realPath } from "./paths.ts";
import { reasonOf } from "./system-error.ts";

export interface CheckedFile {
  /** The core's path. */
  readonly path: string;
  /** Named on the command line, not found in a folder. */
  readonly named: boolean;
  /** `.disko-toolstack.yaml` and the like: no Nix. */
  readonly isProject: boolean;
}

export interface Unusable {
  readonly path: string;
  /** Completes "PATH: …". */
  readonly why: string;
}

export interface FoundFiles {
  /** Without doubles, in the order of the arguments, within a folder by name. */
  readonly files: readonly CheckedFile[];
  readonly unusable: readonly Unusable[];
}

/** Folders that hold other people's files. Hidden ones (`.git`, `.direnv`) are skipped by their dot. */
const SKIPPED = new Set(["node_modules"]);
const PROJECT_NAMES: ReadonlySet<string> = new Set(PROJECT_FILES);

export function findFiles(typedPaths: readonly string[], cwd: string): FoundFiles {
  const files: CheckedFile[] = [];
  const unusable: Unusable[] = [];
  const seen = new Set<string>();

  const add = (native: string, named: boolean): void => {
    const identity = realPath(native) ?? native;
    if (seen.has(identity)) return;
    seen.add(identity);
    files.push({ path: corePath(cwd, native), named, isProject: PROJECT_NAMES.has(basename(native)) });
  };
  const refuse = (native: string, why: string): void => {
    unusable.push({ path: corePath(cwd, native), why });
  };

  const walk = (folder: string): void => {
    let entries: Dirent[];
    try {
      entries = readdirSync(folder, { withFileTypes: true });
    } catch (error) {
      refuse(folder, reasonOf(error));
      return;
    }
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const native = join(folder, entry.name);
      if (PROJECT_NAMES.has(entry.name) && isFile(native, entry)) add(native, false);
      if (entry.name.startsWith(".") || SKIPPED.has(entry.name)) continue;
      // Links to folders are not followed: `result` leads to the Nix store, others may lead in circles.
      if (entry.isDirectory()) walk(native);
      else if (entry.name.endsWith(".nix") && isFile(native, entry)) add(native, false);
    }
  };

  for (const typed of typedPaths) {
    if (typed === "") {
      // A variable of a script that is not set; it would mean the current folder.
      refuse(cwd, "an empty PATH was given");
      continue;
    }
    const native = resolve(cwd, typed);
    let status: Stats;
    try {
      status = statSync(native);
    } catch (error) {
      refuse(native, reasonOf(error));
      continue;
    }
    if (status.isDirectory()) walk(native);
    else add(native, true);
  }
  return { files, unusable };
}

function isFile(native: string, entry: Dirent): boolean {
  if (!entry.isSymbolicLink()) return entry.isFile();
  try {
    return statSync(native).isFile();
  } catch {
    // A link that leads nowhere is no file: editors lock files with such links.
    return false;
  }
}
