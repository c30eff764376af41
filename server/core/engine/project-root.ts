/**
 * The project that a file belongs to: the nearest folder above it with a `flake.nix` or a `.git`, else with a project file
 * of ours, else its own folder. Looked for by reading folders; one that is not offered ends the way up.
 */
import type { Files } from "../files.ts";
import { PROJECT_FILES } from "../stack/project-file.ts";
import { dirname, resolvePath } from "../text/path.ts";

export interface Project {
  readonly root: string;
  /** Our project file that is nearest to the file. */
  readonly file: string | undefined;
}

/** Folders between a file and its project's root; nobody nests deeper. */
const MOST_FOLDERS = 32;

const STRONG = new Set(["flake.nix", ".git"]);

/** `path`: a file, or a folder, which then counts itself. */
export function findProject(path: string, files: Files): Project {
  return projectAbove(files.read(path).kind === "directory" ? path : dirname(path), files);
}

/** Of a folder, also one that is not there (a file that was never saved) or still to come. */
export function projectAbove(start: string, files: Files): Project {
  let folder = start;
  let file: string | undefined;
  let root: string | undefined;
  for (let step = 0; step < MOST_FOLDERS; step++) {
    const content = files.read(folder);
    if (content.kind !== "directory") break;
    const names = content.entries.map(({ name }) => name);
    const own = PROJECT_FILES.find((name) => names.includes(name));
    if (own !== undefined) {
      file ??= resolvePath(folder, own);
      root ??= folder;
    }
    if (names.some((name) => STRONG.has(name))) return { root: folder, file };
    const above = dirname(folder);
    if (above === folder) break;
    folder = above;
  }
  return { root: root ?? start, file };
}
