/** The extension in the browser: the server is a web worker, and what it needs from disk is handed to it. */
import * as vscode from "vscode";
import {
  BrowserMessageReader,
  BrowserMessageWriter,
  LanguageClient,
  type MessageTransports,
} from "vscode-languageclient/browser";
import { activateClient } from "./activate-client.ts";

/** The part of the browser's Worker that we touch; the project is checked without the DOM's types. */
declare class Worker {
  constructor(address: string);
  terminate(): void;
}

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const read = (name: string) => vscode.workspace.fs.readFile(vscode.Uri.joinPath(context.extensionUri, "dist", name));
  const [script, runtime, language] = await Promise.all([
    read("server-worker.js"),
    read("tree-sitter.wasm"),
    read("tree-sitter-nix.wasm"),
  ]);
  const server = workerServer(script);
  context.subscriptions.push(server);
  await activateClient(context, (id, name, options) => new LanguageClient(id, name, server.start, options), {
    runtime,
    language,
  });
}

/**
 * A worker of this script, a new one at each start. It is started by content, not by address, because VS Code starts no
 * worker from the address of an extension on a remote machine; and it is given as the two ends of its channel, because
 * the Worker of the web extension host is not the class that the language client looks for.
 */
function workerServer(script: Uint8Array): vscode.Disposable & { start(): Promise<MessageTransports> } {
  const address = URL.createObjectURL(new Blob([new Uint8Array(script)], { type: "text/javascript" }));
  let worker: Worker | undefined;
  return {
    async start() {
      worker?.terminate();
      worker = new Worker(address);
      return { reader: new BrowserMessageReader(worker), writer: new BrowserMessageWriter(worker) };
    },
    dispose() {
      worker?.terminate();
      URL.revokeObjectURL(address);
    },
  };
}
