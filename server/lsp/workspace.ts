/**
 * The workspace as the engine sees it: open buffers first, then what the edge offers. A content that did not change is
 * the same object at the next look; that is how a check finds out whether it still holds (checks.ts).
 */
import type { TextDocuments } from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import { type FileContent, type Files, MAX_FILE_SIZE } from "../core/files.ts";
import { type Texts, toPath, toUri } from "./convert.ts";

/** Files that are not open. `read` gives the same object as long as the file did not change. */
export interface Source extends Files {
  /** Looks at the file anew next time: it was changed, created or deleted outside. */
  invalidate(path: string): void;
  /** Makes `pending` paths readable. Never rejects: what cannot be had becomes absent or unreadable. */
  fetch(paths: readonly string[]): Promise<void>;
}

export interface Workspace extends Texts {
  readonly files: Files;
  isOpen(path: string): boolean;
  /** Paths of the open documents, the oldest first. */
  open(): readonly string[];
  invalidate(path: string): void;
  fetch(paths: readonly string[]): Promise<void>;
}

interface OpenDocument {
  readonly document: TextDocument;
  readonly version: number;
  readonly content: FileContent;
}

export function createWorkspace(documents: TextDocuments<TextDocument>, source: Source): Workspace {
  /** Open documents by path; the address is kept as the client wrote it. */
  const uris = new Map<string, string>();
  const buffers = new Map<string, OpenDocument>();
  /** Documents made for files that are not open, to count their lines once. */
  const closed = new WeakMap<FileContent, TextDocument>();

  documents.onDidOpen(({ document }) => {
    uris.set(toPath(document.uri), document.uri);
  });
  documents.onDidClose(({ document }) => {
    const path = toPath(document.uri);
    uris.delete(path);
    buffers.delete(path);
    source.invalidate(path);
  });

  function buffer(path: string): OpenDocument | undefined {
    const uri = uris.get(path);
    const document = uri === undefined ? undefined : documents.get(uri);
    if (!document) return undefined;
    const known = buffers.get(path);
    if (known?.document === document && known.version === document.version) return known;
    const fresh = { document, version: document.version, content: contentOf(document) };
    buffers.set(path, fresh);
    return fresh;
  }

  const files: Files = {
    read: (path) => buffer(path)?.content ?? source.read(path),
  };

  return {
    files,
    isOpen: (path) => uris.has(path),
    open: () => [...uris.keys()],
    invalidate: (path) => source.invalidate(path),
    fetch: (paths) => source.fetch(paths),
    uri: (path) => uris.get(path) ?? toUri(path),
    version: (path) => buffer(path)?.version ?? null,
    document(path) {
      const opened = buffer(path);
      if (opened) return opened.document;
      const content = source.read(path);
      if (content.kind !== "text") return undefined;
      let document = closed.get(content);
      if (!document) {
        document = TextDocument.create(toUri(path), "nix", 0, content.text);
        closed.set(content, document);
      }
      return document;
    },
  };
}

function contentOf(document: TextDocument): FileContent {
  const text = document.getText();
  if (text.length > MAX_FILE_SIZE) return { kind: "unreadable", why: "it is too large" };
  return { kind: "text", text };
}
