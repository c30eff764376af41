/** Between the paths a user types and sees, and those of the core: absolute, with `/` (see core/text/path.ts). */
import { realpathSync } from "node:fs";
import { isAbsolute, relative, resolve, sep } from "node:path";

/** The core's path of what was typed in the folder `cwd`. */
export function corePath(cwd: string, typed: string): string {
  const absolute = resolve(cwd, typed);
  return sep === "/" ? absolute : `/${absolute.replaceAll(sep, "/")}`.replace(/^\/(?=\/)/, "");
}

/** The system's path of a core path. */
export function nativePath(path: string): string {
  return sep === "/" ? path : path.replace(/^\/(?=[a-zA-Z]:)/, "").replaceAll("/", sep);
}

/** As shown to a user who stands in `cwd`: relative, `../…` where it lies outside, with `/` on every system. */
export function shownPath(cwd: string, path: string): string {
  const shown = relative(cwd, nativePath(path));
  if (shown === "") return ".";
  return isAbsolute(shown) ? path : shown.replaceAll(sep, "/");
}

/** A sentence of the core, in which absolute paths may stand, for a user who stands in `cwd`. */
export function shownInText(cwd: string, text: string): string {
  const folder = corePath(cwd, ".");
  return folder === "/" ? text : text.replaceAll(`${folder}/`, "");
}

/** The system's path with all links followed; undefined where nothing is there. */
export function realPath(native: string): string | undefined {
  try {
    return realpathSync(native);
  } catch {
    return undefined;
  }
}
