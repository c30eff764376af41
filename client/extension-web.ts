/** The extension in the browser: the server is a web worker, and what it needs from disk is handed to it. */
import * as vscode from "vscode";
import { LanguageClient } from "vscode-languageclient/browser";
import { activateClient } from "./activate-client.ts";

/** The part of the browser's Worker that we touch; the project is checked without the DOM's types. */
declare const Worker: new (url: string) => Parameters<typeof URL.createObjectURL>[0];

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const read = (name: string) => vscode.workspace.fs.readFile(vscode.Uri.joinPath(context.extensionUri, "dist", name));
  const [script, runtime, language] = await Promise.all([
    read("server-worker.js"),
    read("tree-sitter.wasm"),
    read("tree-sitter-nix.wasm"),
  ]);
  // By its content, not its address: VS Code starts no worker from the address of an extension on a remote machine.
  const url = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
  context.subscriptions.push({ dispose: () => URL.revokeObjectURL(url) });
  await activateClient(
    context,
    (id, name, options) => new LanguageClient(id, name, async () => new Worker(url), options),
    { grammar: { runtime, language } },
  );
}
