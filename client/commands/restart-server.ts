/** "Disko: Restart Server": also brings back one that failed to start or was given up. */
import * as vscode from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";

export function restartServerCommand(client: BaseLanguageClient): vscode.Disposable {
  return vscode.commands.registerCommand("disko.restartServer", async () => {
    if (client.needsStop()) await client.stop();
    await client.start();
  });
}
