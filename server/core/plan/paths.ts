/** Places in a tree of absolute paths, and those that are too general to belong to one kind of data. */
import { dirname } from "../text/path.ts";

/** Whether `path` is `folder` or lies below it. */
export function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder === "/" ? "/" : `${folder}/`);
}

/** The part of `path` below `folder`, without a slash in front; "" for the folder itself. */
export function below(path: string, folder: string): string {
  return path === folder ? "" : path.slice(folder === "/" ? 1 : folder.length + 1);
}

/**
 * Folders in which many programs keep unlike data: a subvolume there says nothing of what lies in it.
 * https://man7.org/linux/man-pages/man7/file-hierarchy.7.html
 */
const GENERAL: ReadonlySet<string> = new Set([
  ...["/", "/boot", "/etc", "/home", "/media", "/mnt", "/nix/var", "/opt", "/persist", "/root", "/run", "/srv"],
  ...["/usr", "/usr/local", "/var", "/var/db", "/var/lib", "/var/lib/private", "/var/spool"],
]);

/** Whether a folder holds unlike data of many programs, or is somebody's home. */
export function isGeneral(path: string): boolean {
  return GENERAL.has(path) || isHome(path);
}

/** A user's own folder, where a new mountpoint would belong to root. */
function isHome(path: string): boolean {
  return dirname(path) === "/home";
}

/** Below a home, as far as the path shows it. */
export function liesInHome(path: string): boolean {
  return isWithin(path, "/root") || (isWithin(path, "/home") && path !== "/home");
}
