/**
 * Files that only the client can read: in a web worker all of them, on Node those of virtual workspaces. A file is
 * `pending` until it was fetched with the custom request `disko/readFile`, then kept until it is invalidated.
 */
import { type Connection, RequestType } from "vscode-languageserver";
import * as z from "zod";
import { type FileContent, MAX_FILE_SIZE } from "../core/files.ts";
import { toUri } from "./convert.ts";
import type { Source } from "./workspace.ts";

export interface ReadFileParams {
  readonly uri: string;
}

const readFileResult = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("text"), text: z.string() }),
  z.object({
    kind: z.literal("directory"),
    entries: z
      .array(z.object({ name: z.string(), kind: z.enum(["file", "directory"]), link: z.boolean().optional() }))
      .default([]),
    hasOthers: z.boolean().optional(),
  }),
  z.object({ kind: z.literal("absent") }),
  z.object({ kind: z.literal("unreadable"), why: z.string() }),
]);

export const ReadFileRequest = new RequestType<ReadFileParams, unknown, void>("disko/readFile");

/** A client that says nothing for so long is taken to have no such file for us. */
const PATIENCE_MS = 10_000;

const PENDING: FileContent = { kind: "pending" };

export function clientFiles(connection: Connection): Source {
  const contents = new Map<string, FileContent>();
  const fetching = new Map<string, Promise<void>>();

  async function ask(path: string): Promise<FileContent> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const timeout = new Promise<FileContent>((resolve) => {
      timer = setTimeout(() => resolve({ kind: "unreadable", why: "the editor did not answer" }), PATIENCE_MS);
    });
    try {
      return await Promise.race([answer(path), timeout]);
    } finally {
      clearTimeout(timer);
    }
  }

  async function answer(path: string): Promise<FileContent> {
    try {
      const content = readFileResult.parse(await connection.sendRequest(ReadFileRequest, { uri: toUri(path) }));
      if (content.kind === "text" && content.text.length > MAX_FILE_SIZE) {
        return { kind: "unreadable", why: "it is too large" };
      }
      return content;
    } catch {
      return { kind: "unreadable", why: "the editor could not read it" };
    }
  }

  function fetchOne(path: string): Promise<void> {
    if (contents.has(path)) return Promise.resolve();
    let running = fetching.get(path);
    if (!running) {
      running = ask(path).then((content) => {
        // Invalidated in the meantime: the answer may be older than the change, so the next look asks again.
        if (fetching.get(path) !== running) return;
        fetching.delete(path);
        contents.set(path, content);
      });
      fetching.set(path, running);
    }
    return running;
  }

  return {
    read: (path) => contents.get(path) ?? PENDING,
    invalidate(path) {
      contents.delete(path);
      fetching.delete(path);
    },
    async fetch(paths) {
      await Promise.all(paths.map(fetchOne));
    },
  };
}
