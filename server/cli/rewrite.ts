/**
 * Files as they would be after edits: what `generate` prints, shows as a diff and writes is one and the same text, to the
 * byte, with the line ends and the byte order mark of the file.
 */
import { closeSync, openSync, readSync } from "node:fs";
import { applyEdits, type FileEdit, type TextEdit } from "../core/text/edit.ts";
import { nativePath } from "./paths.ts";
import type { World } from "./world.ts";

export interface RewrittenFile {
  readonly path: string;
  /** Undefined: the file does not exist yet. Without byte order mark, as the core counts. */
  readonly before: string | undefined;
  readonly after: string;
  readonly edits: readonly TextEdit[];
  /** `\ufeff` where the file begins with it, else nothing. */
  readonly mark: string;
}

/** The files that `edits` change, `path` first. A file whose text stays the same is left out. */
export function rewriteFiles(
  path: string,
  edits: readonly FileEdit[],
  world: Pick<World, "files">,
): readonly RewrittenFile[] {
  const byPath = new Map<string, FileEdit[]>([[path, []]]);
  for (const edit of edits) byPath.set(edit.path, [...(byPath.get(edit.path) ?? []), edit]);
  return [...byPath].flatMap(([target, own]) => {
    const content = world.files.read(target);
    const before = content.kind === "text" ? content.text : undefined;
    const after = rewritten(before ?? "", own);
    if (after === (before ?? "")) return [];
    return [{ path: target, before, after, edits: own, mark: byteOrderMarkOf(nativePath(target)) }];
  });
}

/** Where every line of `text` ends in \r\n, so does every line of the result. */
export function rewritten(text: string, edits: readonly TextEdit[]): string {
  const changed = applyEdits(text, edits);
  const isUniform = text.includes("\r\n") && !/(?<!\r)\n/.test(text);
  return isUniform ? changed.replace(/\r?\n/g, "\r\n") : changed;
}

export function byteOrderMarkOf(native: string): string {
  const start = Buffer.alloc(3);
  try {
    const file = openSync(native, "r");
    try {
      readSync(file, start, 0, start.length, 0);
    } finally {
      closeSync(file);
    }
  } catch {
    return "";
  }
  return start.toString("hex") === "efbbbf" ? "\ufeff" : "";
}
