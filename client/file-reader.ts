/**
 * Reads files for the worker server, which has no disk: only what lies in the workspace, or on the file system of an open
 * Nix document, so that no import in an untrusted file reaches further.
 */
import * as vscode from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import { type DirectoryEntry, type FileContent, readFileRequest } from "./protocol.ts";

/** As much as the node server reads: 2 MiB. */
const MAX_FILE_SIZE = 2 * 1024 * 1024;

export function answerFileReads(client: BaseLanguageClient): vscode.Disposable {
  return client.onRequest(readFileRequest, ({ uri }) => readFile(vscode.Uri.parse(uri, true)));
}

async function readFile(uri: vscode.Uri): Promise<FileContent> {
  if (!isOffered(uri)) return { kind: "unreadable", why: "it is outside the workspace" };
  try {
    const status = await vscode.workspace.fs.stat(uri);
    if (status.type & vscode.FileType.Directory) return folderContent(uri);
    if (status.size > MAX_FILE_SIZE) return { kind: "unreadable", why: "it is larger than 2 MiB" };
    return decode(await vscode.workspace.fs.readFile(uri));
  } catch (error) {
    return failure(error);
  }
}

/** Links to folders are left out, as on the disk: they may lead in circles. */
async function folderContent(uri: vscode.Uri): Promise<FileContent> {
  const entries = await vscode.workspace.fs.readDirectory(uri);
  const listed = entries
    .flatMap(([name, type]): DirectoryEntry[] => {
      if (type === vscode.FileType.File) return [{ name, kind: "file" }];
      if (type & vscode.FileType.File) return [{ name, kind: "file", link: true }];
      return type === vscode.FileType.Directory ? [{ name, kind: "directory" }] : [];
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  return { kind: "directory", entries: listed, hasOthers: listed.length < entries.length };
}

/** In a workspace folder, or on the same file system as an open document. */
function isOffered(uri: vscode.Uri): boolean {
  const onSameFileSystem = (other: vscode.Uri) => other.scheme === uri.scheme && other.authority === uri.authority;
  return (
    vscode.workspace.getWorkspaceFolder(uri) !== undefined ||
    vscode.workspace.textDocuments.some((document) => document.languageId === "nix" && onSameFileSystem(document.uri))
  );
}

function decode(bytes: Uint8Array): FileContent {
  try {
    return { kind: "text", text: new TextDecoder("utf-8", { fatal: true }).decode(bytes) };
  } catch {
    return { kind: "unreadable", why: "it is not text in UTF-8" };
  }
}

function failure(error: unknown): FileContent {
  if (error instanceof vscode.FileSystemError) {
    if (error.code === "FileNotFound" || error.code === "FileNotADirectory") return { kind: "absent" };
    if (error.code === "NoPermissions") return { kind: "unreadable", why: "permission denied" };
  }
  return { kind: "unreadable", why: error instanceof Error ? error.message : String(error) };
}
