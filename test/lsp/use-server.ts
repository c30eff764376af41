/**
 * The servers and folders of one test file. Most tests need no state of their own but a folder, so they share a process;
 * those that need another client, or look at events that any document can cause, start one for themselves.
 */
import { afterAll, afterEach, beforeAll, expect } from "vitest";
import { bundles } from "../support/bundles.ts";
import { type ClientOptions, type LspClient, startClient } from "../support/lsp-client.ts";
import { type Folder, folderWith } from "./layouts.ts";

export interface Servers {
  /** The session that all tests of the file share; its client is like VS Code. */
  shared(): LspClient;
  /** A session for one test. */
  start(options?: ClientOptions): Promise<LspClient>;
  /** A folder for one test. */
  folder(files?: Readonly<Record<string, string>>): Folder;
}

/** Called at the top of a test file. After each test documents are closed, and no error of our own was logged. */
export function useServer(): Servers {
  let shared: LspClient | undefined;
  const own: LspClient[] = [];
  const folders: Folder[] = [];

  function made<T>(thing: T | undefined): T {
    if (thing === undefined) throw new Error("only inside of a test");
    return thing;
  }

  async function end(client: LspClient): Promise<void> {
    expect(client.logsUntaken()).toBe(0);
    expect(await client.stop()).toBe(0);
  }

  beforeAll(async () => {
    shared = await startClient(bundles.server);
  });
  afterEach(async () => {
    const client = made(shared);
    for (const uri of [...client.documents.keys()]) await client.close(uri);
    for (const client of own.splice(0)) await end(client);
    for (const folder of folders.splice(0)) folder.dispose();
  });
  afterAll(() => end(made(shared)));

  return {
    shared: () => made(shared),
    async start(options) {
      const client = await startClient(bundles.server, options);
      own.push(client);
      return client;
    },
    folder(files) {
      const folder = folderWith(files);
      folders.push(folder);
      return folder;
    },
  };
}
