/**
 * What our server and our client say to each other beyond the Language Server Protocol. The server's side of it stands in
 * server/lsp; a change here is a change there.
 */
import { RequestType } from "vscode-languageclient";

/** A rule or a mount option as a page of markdown; null where nothing is known by that name. */
export const explainRequest = new RequestType<{ readonly topic: string }, Page | null, void>("disko/explain");

export interface Page {
  readonly title: string;
  readonly markdown: string;
}

/** Asked by the worker server, which cannot read files itself. */
export const readFileRequest = new RequestType<{ readonly uri: string }, FileContent, void>("disko/readFile");

export type FileContent =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "directory"; readonly entries: readonly DirectoryEntry[] }
  | { readonly kind: "absent" }
  /** `why` completes "cannot be read: …". */
  | { readonly kind: "unreadable"; readonly why: string };

export interface DirectoryEntry {
  readonly name: string;
  readonly kind: "file" | "directory";
}

/** Given to the worker server as it starts: the two wasm modules that the node server reads from beside itself. */
export interface InitializationOptions {
  readonly grammar: { readonly runtime: Uint8Array; readonly language: Uint8Array };
}

/** The kind of the server's code action that applies every safe fix of a document. */
export const FIX_ALL_KIND = "source.fixAll.disko";

/** The source of our diagnostics. */
export const SOURCE = "disko";
