import type { FileEdit } from "../core/text/edit.ts";

/** The edits of each file, in the order they came. */
export function editsByPath(edits: readonly FileEdit[]): ReadonlyMap<string, readonly FileEdit[]> {
  const files = new Map<string, FileEdit[]>();
  for (const edit of edits) {
    const own = files.get(edit.path);
    if (own) own.push(edit);
    else files.set(edit.path, [edit]);
  }
  return files;
}
