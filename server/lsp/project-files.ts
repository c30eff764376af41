/** Files in which a user says what a host runs: they are checked like layouts, though they are no Nix. */
import { PROJECT_FILES } from "../core/stack/project-file.ts";
import { basename } from "../core/text/path.ts";

const NAMES: ReadonlySet<string> = new Set(PROJECT_FILES);

export function isProjectFile(path: string): boolean {
  return NAMES.has(basename(path));
}
