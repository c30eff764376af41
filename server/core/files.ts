/**
 * The outside world as the core sees it: a synchronous snapshot of the workspace. A lazy evaluator must read
 * synchronously and a web worker cannot, so a file may be `pending`: reading it gives an unknown value, the path is
 * noted, and the edge fetches it and evaluates again. Unsaved buffers win over the disk; that is the edge's business.
 */
export type FileContent =
  | { readonly kind: "text"; readonly text: string }
  /** `hasOthers`: more lies here than is listed. */
  | { readonly kind: "directory"; readonly entries: readonly DirectoryEntry[]; readonly hasOthers?: boolean }
  | { readonly kind: "absent" }
  | { readonly kind: "pending" }
  /** Exists but cannot be used: no permission, too large, not text. `why` completes "cannot be read: …". */
  | { readonly kind: "unreadable"; readonly why: string };

/** What lies in a folder. Links to folders and what is neither file nor folder are left out. */
export interface DirectoryEntry {
  readonly name: string;
  readonly kind: "file" | "directory";
  /** A link to a file. */
  readonly link?: boolean;
}

export interface Files {
  /** Content of an absolute path (see text/path.ts). Never throws. */
  read(path: string): FileContent;
}

/** Largest file that is read, in bytes: real disko files are below 50 kB, generated ones below 1 MB. */
export const MAX_FILE_SIZE = 2 * 1024 * 1024;

/** The text, where the file has one. */
export function textOf(content: FileContent | undefined): string | undefined {
  return content?.kind === "text" ? content.text : undefined;
}
