/**
 * Tells the client which files to watch: layouts, modules and data by their endings, and each other file that a check has
 * read (a key, a list of hosts in plain text), by its name.
 */
import {
  type ClientCapabilities,
  type Connection,
  DidChangeWatchedFilesNotification,
  type FileSystemWatcher,
} from "vscode-languageserver";
import type { Files } from "../core/files.ts";
import { basename, dirname } from "../core/text/path.ts";
import { toUri } from "./convert.ts";
import { isProjectFile } from "./project-files.ts";

/** Files that a check may read: layouts, modules of hosts, data they import, and what the user says of the host. */
const BY_ENDING = /\.(nix|json|toml)$/;
const PATTERNS = ["**/*.{nix,json,toml}", "**/.disko-toolstack.{yaml,yml}"];

/** More files of other kinds than this are not watched by name. */
const MOST_BY_NAME = 200;

export interface WatchContext {
  readonly connection: Connection;
  readonly capabilities: ClientCapabilities;
  /** Before, the client must not be asked. */
  readonly initialized: Promise<void>;
  readonly files: Files;
}

/** Returns what is to be told of each file that was read. */
export function watchFiles({
  connection,
  capabilities,
  initialized,
  files,
}: WatchContext): (paths: readonly string[]) => void {
  const watched = new Set<string>();
  const abilities = capabilities.workspace?.didChangeWatchedFiles;
  if (!abilities?.dynamicRegistration) return () => {};

  function register(watchers: FileSystemWatcher[]): void {
    initialized
      .then(() => connection.client.register(DidChangeWatchedFilesNotification.type, { watchers }))
      .catch((error) => connection.console.warn(`The client does not tell of changed files: ${error}`));
  }

  register(PATTERNS.map((globPattern) => ({ globPattern })));
  return (paths) => {
    const more = paths.filter((path) => !watched.has(path) && isOther(path) && files.read(path).kind === "text");
    const chosen = more.slice(0, MOST_BY_NAME - watched.size);
    if (chosen.length === 0) return;
    for (const path of chosen) watched.add(path);
    register(
      chosen.map((path) => ({
        globPattern: abilities.relativePatternSupport
          ? { baseUri: toUri(dirname(path)), pattern: basename(path) }
          : path,
      })),
    );
  };
}

/** Not watched by its ending, and with a name that means only itself in a pattern. */
function isOther(path: string): boolean {
  return !BY_ENDING.test(path) && !isProjectFile(path) && !/[[\]{}*?!\\]/.test(path);
}
