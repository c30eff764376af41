/**
 * The disk as the core sees it, for every edge that runs on Node. Each path is read once and kept until it is
 * invalidated, so all answers of one moment rest on the same text; failures are content too, never exceptions.
 */
import { closeSync, constants, type Dirent, fstatSync, openSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { nativePath } from "../cli/paths.ts";
import { type DirectoryEntry, type FileContent, type Files, MAX_FILE_SIZE } from "../core/files.ts";

export interface DiskFiles extends Files {
  /** Reads `path` anew at the next look. */
  invalidate(path: string): void;
}

export function diskFiles(): DiskFiles {
  const seen = new Map<string, FileContent>();
  return {
    read(path) {
      let content = seen.get(path);
      if (content === undefined) {
        content = readContent(path);
        seen.set(path, content);
      }
      return content;
    },
    invalidate(path) {
      seen.delete(path);
    },
  };
}

function readContent(path: string): FileContent {
  let file: number;
  try {
    // Not blocking: opening a pipe that nobody writes to would wait for ever.
    file = openSync(nativePath(path), constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  } catch (error) {
    return failure(error);
  }
  try {
    const status = fstatSync(file);
    if (status.isDirectory()) return folderContent(nativePath(path));
    if (!status.isFile()) return { kind: "unreadable", why: "it is not a regular file" };
    if (status.size > MAX_FILE_SIZE) return { kind: "unreadable", why: tooLarge(status.size) };
    return decode(readFileSync(file));
  } catch (error) {
    return failure(error);
  } finally {
    closeSync(file);
  }
}

/** By name, as `readDir` has them; of a folder that may not be listed no entry is known. */
function folderContent(folder: string): FileContent {
  let entries: Dirent[];
  try {
    entries = readdirSync(folder, { withFileTypes: true });
  } catch {
    return { kind: "directory", entries: [], hasOthers: true };
  }
  const listed = entries
    .flatMap((entry) => listedEntry(entry, folder) ?? [])
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  return listed.length === entries.length
    ? { kind: "directory", entries: listed }
    : { kind: "directory", entries: listed, hasOthers: true };
}

/** Links to folders are not followed: they may lead in circles. */
function listedEntry(entry: Dirent, folder: string): DirectoryEntry | undefined {
  if (entry.isDirectory()) return { name: entry.name, kind: "directory" };
  if (entry.isFile()) return { name: entry.name, kind: "file" };
  return isLinkToFile(join(folder, entry.name)) ? { name: entry.name, kind: "file", link: true } : undefined;
}

function isLinkToFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** Text of a file's bytes, without a byte order mark: editors do not count it either. */
function decode(bytes: Uint8Array): FileContent {
  if (bytes.length > MAX_FILE_SIZE) return { kind: "unreadable", why: tooLarge(bytes.length) };
  if (bytes.includes(0)) return { kind: "unreadable", why: "it is not text (it has a zero byte)" };
  try {
    return { kind: "text", text: new TextDecoder("utf-8", { fatal: true }).decode(bytes) };
  } catch {
    return { kind: "unreadable", why: "it is not text (not valid UTF-8)" };
  }
}

function tooLarge(size: number): string {
  const megabytes = (bytes: number): string => `${(bytes / (1024 * 1024)).toFixed(1)} MiB`;
  return `it is larger than ${megabytes(MAX_FILE_SIZE)} (${megabytes(size)})`;
}

function failure(error: unknown): FileContent {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  switch (code) {
    case "ENOENT":
    case "ENOTDIR":
    case "ENAMETOOLONG":
    case "ERR_INVALID_ARG_VALUE":
      return { kind: "absent" };
    case "EISDIR":
      return { kind: "directory", entries: [] };
    case "EACCES":
    case "EPERM":
      return { kind: "unreadable", why: "permission denied" };
    case "ELOOP":
      return { kind: "unreadable", why: "its symbolic links go in circles" };
    default:
      return { kind: "unreadable", why: code === "" ? "the system refused" : `the system says ${code}` };
  }
}
