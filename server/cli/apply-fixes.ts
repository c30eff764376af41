/**
 * `check --fix`: the engine says which edits are safe, this writes them. It never writes a file that the user did not
 * put into a given PATH.
 */
import { resolve, sep } from "node:path";
import type { Engine } from "../core/engine.ts";
import type { Settings } from "../core/settings.ts";
import type { Finding } from "../core/text/finding.ts";
import { editsByPath } from "./edits-by-path.ts";
import { nativePath, realPath } from "./paths.ts";
import { replaceFile } from "./replace-file.ts";
import type { World } from "./world.ts";

export interface FixedFiles {
  /** Findings that are gone now, each counted once. */
  readonly fixed: readonly Finding[];
  readonly written: readonly string[];
  readonly refused: readonly { readonly path: string; readonly why: string }[];
}

/** Fixes what is safe in `path` and what it imports, as far as it lies inside one of `scope`. */
export function applyFixes(
  engine: Engine,
  path: string,
  settings: Settings,
  scope: readonly string[],
  world: Pick<World, "files">,
): FixedFiles {
  const { edits, fixed } = engine.fixAll(path, settings, (other) => isInside(nativePath(other), scope));
  const written: string[] = [];
  const refused: { path: string; why: string }[] = [];
  for (const [target, own] of editsByPath(edits)) {
    const content = world.files.read(target);
    if (content.kind !== "text") continue;
    const result = replaceFile(nativePath(target), content.text, own);
    world.files.invalidate(target);
    if (result.ok) written.push(target);
    else refused.push({ path: target, why: result.why });
  }
  const isDone = (finding: Finding): boolean => refused.length === 0 || written.includes(finding.at.path);
  return { fixed: fixed.filter(isDone), written, refused };
}

/** True where `file` is one of `scope` or below it, links followed on both sides. */
function isInside(file: string, scope: readonly string[]): boolean {
  const target = realPath(file);
  return scope.some((root) => target === root || target?.startsWith(root.endsWith(sep) ? root : root + sep));
}

/** The given PATHs that exist, links followed. */
export function scopeOf(typedPaths: readonly string[], cwd: string): string[] {
  return typedPaths.map((typed) => realPath(resolve(cwd, typed))).filter((path) => path !== undefined);
}
