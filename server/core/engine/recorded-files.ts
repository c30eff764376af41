/** A view of the workspace that remembers what was read, so that an answer can tell what it rests on and whether it still holds. */
import { type DirectoryEntry, type FileContent, type Files, textOf } from "../files.ts";

export interface RecordedFiles extends Files {
  /** What was read, by path, in order of first reading. One path has one content for the whole answer. */
  readonly contents: ReadonlyMap<string, FileContent>;
}

/** The first answer for a path is the answer for it from then on. */
export function recordFiles(files: Files): RecordedFiles {
  const contents = new Map<string, FileContent>();
  return {
    contents,
    read(path) {
      const content = contents.get(path) ?? files.read(path);
      contents.set(path, content);
      return content;
    },
  };
}

/** Paths among them that are still to come. */
export function pendingAmong(contents: ReadonlyMap<string, FileContent>): string[] {
  return [...contents].filter(([, content]) => content.kind === "pending").map(([path]) => path);
}

/** Whether every file still reads as it did. Cheap: an unchanged text is the same string. */
export function stillHolds(contents: ReadonlyMap<string, FileContent>, files: Files): boolean {
  for (const [path, before] of contents) if (!sameContent(before, files.read(path))) return false;
  return true;
}

/** Whether both would be read alike. */
export function sameContent(a: FileContent, b: FileContent): boolean {
  if (a === b) return true;
  if (a.kind === "directory" && b.kind === "directory") return sameEntries(a.entries, b.entries);
  return a.kind === b.kind && textOf(a) === textOf(b);
}

function sameEntries(a: readonly DirectoryEntry[], b: readonly DirectoryEntry[]): boolean {
  return a.length === b.length && a.every(({ name, kind }, index) => b[index]?.name === name && b[index].kind === kind);
}
