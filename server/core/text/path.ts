/**
 * Paths of the workspace as the core sees them: absolute, with `/`. A file outside the local disk keeps its URI
 * (`vscode-vfs://github/owner/repo/disko.nix`); its `scheme://authority` is the root that `..` never leaves.
 */
const ROOT = /^(?:[a-zA-Z][a-zA-Z0-9+.-]*:\/\/[^/]*)?\//;

function splitRoot(path: string): { root: string; rest: string } {
  const root = ROOT.exec(path)?.[0] ?? "";
  return { root, rest: path.slice(root.length) };
}

/** Resolves `.` and `..` and doubled slashes; no trailing slash, but for the root itself. */
export function normalizePath(path: string): string {
  const { root, rest } = splitRoot(path);
  const segments: string[] = [];
  for (const segment of rest.split("/")) {
    if (segment === "" || segment === ".") continue;
    if (segment === "..") segments.pop();
    else segments.push(segment);
  }
  return root + segments.join("/");
}

export function isAbsolutePath(path: string): boolean {
  return ROOT.test(path);
}

/** The folder that holds `path`; the root is its own folder. */
export function dirname(path: string): string {
  const { root, rest } = splitRoot(path);
  const cut = rest.lastIndexOf("/");
  return cut < 0 ? root : root + rest.slice(0, cut);
}

export function basename(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** `relative` as seen from the folder `directory`; an absolute one stays itself, on the same root. */
export function resolvePath(directory: string, relative: string): string {
  if (relative.startsWith("/")) return normalizePath(splitRoot(directory).root.slice(0, -1) + relative);
  if (isAbsolutePath(relative)) return normalizePath(relative);
  return normalizePath(`${directory}/${relative}`);
}

/** `path` as one would write it in a Nix file of the folder `directory`: `./a.nix`, `../b/c.nix`; itself on another root. */
export function relativePath(directory: string, path: string): string {
  const from = splitRoot(normalizePath(directory));
  const to = splitRoot(normalizePath(path));
  if (from.root !== to.root) return path;
  const up = from.rest.split("/").filter((segment) => segment !== "");
  const down = to.rest.split("/");
  while (up.length > 0 && up[0] === down[0]) {
    up.shift();
    down.shift();
  }
  return [...(up.length === 0 ? ["."] : up.map(() => "..")), ...down].join("/");
}
