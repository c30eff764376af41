/** The extension on the desktop, in remote windows and in code servers: the server is a process of Node beside us. */
import type * as vscode from "vscode";
import { LanguageClient, type NodeModule, TransportKind } from "vscode-languageclient/node";
import { activateClient } from "./activate-client.ts";

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const server: NodeModule = { module: context.asAbsolutePath("dist/server.cjs"), transport: TransportKind.ipc };
  await activateClient(context, (id, name, options) => new LanguageClient(id, name, server, options));
}
