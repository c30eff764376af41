/**
 * Which files of a project mention which, told by the paths in their texts: enough to know what imports what without evaluating
 * anything. A path that is computed is not seen.
 */
import type { Files } from "../files.ts";
import { basename, dirname, resolvePath } from "../text/path.ts";

/** Nix files that are looked at, and folders that are listed: a project has some hundreds, a checkout of nixpkgs too many. */
const MAX_FILES = 2000;
const MAX_FOLDERS = 1000;

export interface ImportGraph {
  /** Nix files of the project, nearer ones first, with their texts. */
  readonly texts: ReadonlyMap<string, string>;
  /** Files that the text of a file names. */
  readonly mentioned: ReadonlyMap<string, readonly string[]>;
}

export function importGraph(root: string, files: Files): ImportGraph {
  const texts = new Map(
    nixFiles(root, files).flatMap((path) => {
      const content = files.read(path);
      return content.kind === "text" ? [[path, content.text] as const] : [];
    }),
  );
  return { texts, mentioned: new Map([...texts].map(([path, text]) => [path, mentionedFiles(path, text)])) };
}

/** Files that lead to `path` over what they mention, the nearest first. Flakes are no modules: what they name is not imported. */
export function mentioning(path: string, { mentioned }: ImportGraph): readonly string[] {
  const found = [path];
  for (const target of found) {
    for (const [file, targets] of mentioned) {
      if (basename(file) !== "flake.nix" && targets.includes(target) && !found.includes(file)) found.push(file);
    }
  }
  return found.slice(1);
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

/** Files that the paths written in a text may mean. */
function mentionedFiles(path: string, text: string): readonly string[] {
  return [...withoutComments(text).matchAll(/\.{1,2}\/[\w./+@-]*/g)].flatMap(([written]) => {
    const target = resolvePath(dirname(path), written);
    return [target, `${target}/default.nix`].filter((one) => one !== path);
  });
}

/** A text without the lines that are nothing but a comment. */
export function withoutComments(text: string): string {
  return text.replace(/^[ \t]*#.*$/gm, "");
}
